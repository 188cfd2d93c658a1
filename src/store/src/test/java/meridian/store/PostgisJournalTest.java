package meridian.store;

import meridian.store.contract.JournalContract;
import meridian.store.contract.Ports;

class PostgisJournalTest implements JournalContract {
  @Override
  public Ports.Opener opener() { return Opened::postgis; }
}
