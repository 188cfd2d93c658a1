package meridian.store;

import meridian.store.contract.EdgeDataContract;
import meridian.store.contract.Ports;

class H2EdgeDataTest implements EdgeDataContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
