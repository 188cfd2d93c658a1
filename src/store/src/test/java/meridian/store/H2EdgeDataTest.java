package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.EdgeDataContract;

class H2EdgeDataTest implements EdgeDataContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
