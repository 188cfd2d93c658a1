package meridian.store;

import meridian.store.contract.GridStoreContract;
import meridian.store.contract.Ports;

class PostgisGridStoreTest implements GridStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
