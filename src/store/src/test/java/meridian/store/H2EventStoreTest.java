package meridian.store;

import meridian.store.contract.EventStoreContract;
import meridian.store.contract.Ports;

class H2EventStoreTest implements EventStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
