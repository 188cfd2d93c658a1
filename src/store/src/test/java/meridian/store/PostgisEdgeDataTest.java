package meridian.store;

import meridian.store.contract.EdgeDataContract;
import meridian.store.contract.Ports;

class PostgisEdgeDataTest implements EdgeDataContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
