package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.EdgeDataContract;

class PostgisEdgeDataTest implements EdgeDataContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
