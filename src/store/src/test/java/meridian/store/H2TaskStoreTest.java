package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.TaskStoreContract;

class H2TaskStoreTest implements TaskStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
