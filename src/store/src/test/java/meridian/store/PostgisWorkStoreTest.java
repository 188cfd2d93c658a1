package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.WorkStoreContract;

class PostgisWorkStoreTest implements WorkStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
