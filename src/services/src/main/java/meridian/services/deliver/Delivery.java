package meridian.services.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import meridian.model.TimePeriod;
import meridian.services.port.Outbox.Replay;
import meridian.services.port.Outbox.SetAside;

/** What an operator sees of one Subscriber's deliveries and can do about them. All calls may wait for the store. Thread-safe. */
public interface Delivery {

  /** Whether messages go out. */
  enum State {
    /** They do, or are tried again shortly. */
    CLOSED,
    /** Too many failed in a row: nothing is sent until the next probe. */
    OPEN,
    /** A probe is under way. */
    HALF_OPEN,
    /** An operator stopped them; the notices stay owed. */
    PAUSED
  }

  /**
   * @param waiting notices of its nouns still to be told: an upper bound of what it wants of them
   * @param oldestWaiting when the first of them became true
   * @param lastDelivered when the other side last took a message, since the hub started
   * @param trouble why the last try failed; empty when it did not
   */
  record Status(String name, String kind, String address, State state, long waiting, Optional<Instant> oldestWaiting,
    Optional<Instant> lastDelivered, String trouble, long setAside, Optional<Replay> replay) {}

  String name();

  Status status();

  /** Stops at the next message, also for the next start of the hub. */
  void pause();

  /** Goes on, and tries at once even when the circuit is open. */
  void resume();

  /**
   * Tells what became true in a period once more, with its MessageIDs, in turns with what is new.
   *
   * @return empty when a replay is under way already
   */
  Optional<Replay> replay(TimePeriod period);

  /** Ends the replay under way; false when there is none. */
  boolean endReplay();

  /** Lowest sequence first. */
  List<SetAside> listSetAside(int limit);

  /** Has one that was set aside tried again; false when there is none. */
  boolean tryAgain(long sequence);

  /** Has all that were set aside tried again; returns how many. */
  int tryAllAgain();

  /** Forgets one that was set aside; false when there is none. */
  boolean drop(long sequence);
}
