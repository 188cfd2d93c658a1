package meridian.model.task;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** How something repeats. Repetition 0 is the start itself. */
public sealed interface Recurrence {

  /** The last repetition at or before {@code time}; -1 when there is none yet. */
  long upTo(Instant start, Instant time);

  /** When a repetition is, from 0 on. */
  Instant at(Instant start, long repetition);

  record Once() implements Recurrence {
    @Override
    public long upTo(Instant start, Instant time) { return time.isBefore(start) ? -1 : 0; }

    @Override
    public Instant at(Instant start, long repetition) { return repetition == 0 ? start : Instant.MAX; }
  }

  record Every(Duration period) implements Recurrence {
    public Every { if (!period.isPositive()) throw new IllegalArgumentException("a recurrence must be > 0, was " + period); }

    @Override
    public long upTo(Instant start, Instant time) {
      return time.isBefore(start) ? -1 : Duration.between(start, time).dividedBy(period);
    }

    @Override
    public Instant at(Instant start, long repetition) { return start.plus(period.multipliedBy(repetition)); }
  }

  /** The same day of each month, the month's last where there is none, at the same time by {@code offset}. */
  record Monthly(ZoneOffset offset) implements Recurrence {
    @Override
    public long upTo(Instant start, Instant time) {
      if (time.isBefore(start)) return -1;
      long near = ChronoUnit.MONTHS.between(start.atOffset(offset), time.atOffset(offset));
      return at(start, near + 1).isAfter(time) ? near : near + 1;
    }

    @Override
    public Instant at(Instant start, long repetition) {
      OffsetDateTime first = start.atOffset(offset);
      return first.plusMonths(repetition).toInstant();
    }
  }
}
