package meridian.store;

import meridian.store.contract.EventStoreContract;
import meridian.store.contract.Ports;

class PostgisEventStoreTest implements EventStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
