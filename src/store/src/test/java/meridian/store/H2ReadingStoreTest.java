package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.ReadingStoreContract;

class H2ReadingStoreTest implements ReadingStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
