package meridian.store;

import meridian.store.contract.JournalContract;
import meridian.store.contract.Ports;

class H2JournalTest implements JournalContract {
  @Override
  public Ports.Opener opener() { return Opened::h2; }
}
