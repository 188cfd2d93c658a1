package meridian.store;

import meridian.store.contract.Ports;
import meridian.store.contract.ReadingStoreContract;

class PostgisReadingStoreTest implements ReadingStoreContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
