package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.WorkStoreContract;

class H2WorkStoreTest implements WorkStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
