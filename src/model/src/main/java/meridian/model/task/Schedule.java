package meridian.model.task;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When something is due: at each slot of each repetition that begins before the end. CIM: TimeSchedule.
 *
 * @param start of repetition 0
 * @param end no repetition begins at it or later; empty: it goes on
 * @param slots at least one
 */
public record Schedule(Instant start, Optional<Instant> end, Recurrence recurrence, List<Slot> slots) {

  /** @param after how long after the repetition's begin; not negative @param window how long something may be begun then; empty: any time */
  public record Slot(Duration after, Optional<Duration> window) {
    public static final Slot AT_ONCE = new Slot(Duration.ZERO, Optional.empty());

    public Slot { if (after.isNegative()) throw new IllegalArgumentException("a slot must not be before its repetition, was " + after); }
  }

  public Schedule {
    slots = List.copyOf(slots);
    if (slots.isEmpty()) throw new IllegalArgumentException("a schedule needs a slot");
  }

  /** At every multiple of {@code period} since 1970, for ever. */
  public static Schedule every(Duration period) {
    return new Schedule(Instant.EPOCH, Optional.empty(), new Recurrence.Every(period), List.of(Slot.AT_ONCE));
  }

  /** At this time only. */
  public static Schedule once(Instant at) {
    return new Schedule(at, Optional.empty(), new Recurrence.Once(), List.of(Slot.AT_ONCE));
  }

  public boolean repeats() { return !(recurrence instanceof Recurrence.Once); }

  /** The newest that has fallen due. */
  public Optional<Occurrence> last(Instant now) {
    Optional<Occurrence> newest = Optional.empty();
    for (Slot slot : slots) {
      Optional<Occurrence> one = at(slot, upTo(now.minus(slot.after)));
      if (one.isPresent() && newest.filter(other -> !one.get().at().isAfter(other.at())).isEmpty()) newest = one;
    }
    return newest;
  }

  /** The first that falls due later than this. */
  public Optional<Occurrence> next(Instant after) {
    Optional<Occurrence> first = Optional.empty();
    for (Slot slot : slots) {
      Optional<Occurrence> one = at(slot, recurrence.upTo(start, after.minus(slot.after)) + 1);
      if (one.isPresent() && first.filter(other -> !one.get().at().isBefore(other.at())).isEmpty()) first = one;
    }
    return first;
  }

  private long upTo(Instant time) {
    long repetition = recurrence.upTo(start, time);
    return end.map(over -> Math.min(repetition, recurrence.upTo(start, over.minusNanos(1)))).orElse(repetition);
  }

  private Optional<Occurrence> at(Slot slot, long repetition) {
    if (repetition < 0) return Optional.empty();
    Instant begin = recurrence.at(start, repetition);
    if (begin.equals(Instant.MAX) || end.filter(over -> !begin.isBefore(over)).isPresent()) return Optional.empty();
    Instant at = begin.plus(slot.after);
    return Optional.of(new Occurrence(at, slot.window.map(at::plus)));
  }
}
