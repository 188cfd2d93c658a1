package meridian.store;

import meridian.store.contract.OutboxContract;
import meridian.store.contract.Ports;

class H2OutboxTest implements OutboxContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
