package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.TaskStoreContract;

class PostgisTaskStoreTest implements TaskStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
