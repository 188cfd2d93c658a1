package meridian.store;

import meridian.store.contract.MasterStoreContract;
import meridian.store.contract.Ports;

class H2MasterStoreTest implements MasterStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
