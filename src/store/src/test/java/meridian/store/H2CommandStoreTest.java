package meridian.store;

import meridian.store.contract.CommandStoreContract;
import meridian.store.contract.Ports;

class H2CommandStoreTest implements CommandStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
