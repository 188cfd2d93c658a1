package meridian.store;

import meridian.store.contract.OutboxContract;
import meridian.store.contract.Ports;

class PostgisOutboxTest implements OutboxContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
