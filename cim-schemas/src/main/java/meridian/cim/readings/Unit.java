package meridian.cim.readings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** The Reading or IntervalReading that is being read. */
final class Unit {
  private static final int LONGEST_TEXT = 128;

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
  /** Texts of a device: its mRID and names. */
  final List<String> texts = new ArrayList<>();

  void clear() {
    timed = false;
    valued = false;
    qualified = false;
    quality = ReadingQuality.VALID.packed();
    type = null;
    started = false;
    ended = false;
    if (!texts.isEmpty()) texts.clear();
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

  /** A text of plain ASCII up to the next tag. @return index of that tag; -1 when there is more to the text, or nothing */
  int text(byte[] bytes, int from, int limit) {
    int to = from;
    while (to < limit && (bytes[to] > ' ' && bytes[to] != '<' && bytes[to] != '&' && bytes[to] != ']' || bytes[to] == ' ' && to > from))
      to++;
    if (to == from || to >= limit || to - from > LONGEST_TEXT || bytes[to] != '<' || bytes[to - 1] == ' ') return -1;
    texts.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    return to;
  }

  /** Length of the timePeriod in seconds; 0 when it is not told. */
  long period() {
    return started && ended && end > start ? end - start : 0;
  }
}
