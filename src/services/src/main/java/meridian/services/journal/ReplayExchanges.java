package meridian.services.journal;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import meridian.model.message.Exchange.Direction;
import meridian.services.journal.Doors.NotReplayable;
import meridian.services.journal.Doors.Said;
import meridian.services.port.Journal;
import meridian.services.port.Journal.Kept;

/** Says a kept message again, once, through the doors every message goes through. Safe for concurrent callers. */
public final class ReplayExchanges {
  private final Journal journal;
  private final AtomicReference<Doors> doors = new AtomicReference<>((_, _, _) -> {
    throw new NotReplayable("The hub is starting; its doors are not open yet.");
  });

  public ReplayExchanges(Journal journal) { this.journal = journal; }

  /** From now on there are doors. */
  public void through(Doors open) { doors.set(open); }

  /**
   * @param mended to be handed in instead of the kept message; only for what came in
   * @param by who wants it
   * @return empty when the journal has no such exchange
   */
  public Optional<Said> replay(long id, Optional<byte[]> mended, String by) throws NotReplayable, InterruptedException {
    Optional<Kept> found = journal.find(id);
    if (found.isEmpty()) return Optional.empty();
    Kept kept = found.get();
    if (kept.exchange().direction() == Direction.OUT && mended.isPresent())
      throw new NotReplayable("What went out can be sent again only as it was.");
    if (mended.isEmpty() && !kept.exchange().whole())
      throw new NotReplayable("The journal has " + kept.exchange().kept() + " of the message's " + kept.exchange().size()
        + " bytes: it cannot be replayed as it was.");
    return Optional.of(doors.get().again(kept.exchange(), mended.orElse(kept.body()), by));
  }
}
