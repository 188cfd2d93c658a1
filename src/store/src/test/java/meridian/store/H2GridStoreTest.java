package meridian.store;

import meridian.store.contract.GridStoreContract;
import meridian.store.contract.Ports;

class H2GridStoreTest implements GridStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
