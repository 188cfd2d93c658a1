package meridian.model;

import java.time.Duration;
import java.time.Instant;

/** A half-open span of time, {@code start <= t < end}, in UTC. CIM: DateTimeInterval. */
public record TimePeriod(Instant start, Instant end) {

  public TimePeriod {
    if (end.isBefore(start)) throw new IllegalArgumentException("period ends (" + end + ") before it starts (" + start + ")");
  }

  public Duration length() { return Duration.between(start, end); }

  public boolean contains(Instant time) { return !time.isBefore(start) && time.isBefore(end); }
}
