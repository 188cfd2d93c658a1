package meridian.store;

import meridian.store.contract.CommandStoreContract;
import meridian.store.contract.Ports;

class PostgisCommandStoreTest implements CommandStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
