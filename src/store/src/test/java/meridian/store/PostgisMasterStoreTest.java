package meridian.store;

import meridian.store.contract.MasterStoreContract;
import meridian.store.contract.Ports;

class PostgisMasterStoreTest implements MasterStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
