package meridian.cim.readings;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** The Reading or IntervalReading that is being read. */
final class Unit {
  boolean timed;
  long seconds;
  int nanos;
  boolean valued;
  double value;
  private boolean qualified;
  private int quality;
  Codes.@Nullable Entry<ReadingType> type;
  private boolean started;
  private boolean ended;
  private long start;
  private long end;
  private int endNanos;

  void clear() {
    timed = false;
    valued = false;
    qualified = false;
    quality = ReadingQuality.VALID.packed();
    type = null;
    started = false;
    ended = false;
  }

  void time(Times read) {
    timed = true;
    seconds = read.seconds;
    nanos = read.nanos;
  }

  void start(Times read) {
    started = true;
    start = read.seconds;
  }

  void end(Times read) {
    ended = true;
    end = read.seconds;
    endNanos = read.nanos;
  }

  void value(double read) {
    valued = true;
    value = read;
  }

  /** Of several qualities the first that finds fault counts. */
  void quality(int packed) {
    if (!qualified || new ReadingQuality(quality).category() == 0) quality = packed;
    qualified = true;
  }

  boolean isQualified() { return qualified; }

  int quality() { return quality; }

  /** A value without a time stamp is one of its period, at whose end it is known. @return whether there is a time now */
  boolean timeFromPeriod() {
    if (timed) return true;
    if (!ended) return false;
    seconds = end;
    nanos = endNanos;
    timed = true;
    return true;
  }

  /** Length of the timePeriod in seconds; 0 when it is not told. */
  long period() {
    return started && ended && end > start ? end - start : 0;
  }
}
