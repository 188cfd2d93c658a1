package meridian.store;

import java.util.Arrays;

import meridian.services.port.StoreException;

/**
 * The values of one meter and type on one day in UTC, in order of time; gaps allowed. An interval belongs to the day it ends in, midnight
 * counting for the day before; a register reading to the day of its instant. Times in microseconds since 1970. For one thread.
 */
final class Day {
  static final long LENGTH_us = 86_400_000_000L;
  /** One a second and some corrections of the clock. */
  static final int MOST_VALUES = 90_000;
  private static final int VERSION = 2;

  enum Told {
    NEW, CORRECTED, DUPLICATE
  }

  private int size;
  private long[] times = new long[8];
  private long[] lengths = new long[8];
  private double[] values = new double[8];
  private int[] qualities = new int[8];
  private long[] received = new long[8];

  /** Number of the day since 1970 that an interval's end or a register's instant belongs to. */
  static int of(long time_us, long length_us) {
    return (int) Math.floorDiv(length_us > 0 ? time_us - 1 : time_us, LENGTH_us);
  }

  int size() { return size; }

  /** End of the interval, or the register's instant. */
  long time(int i) { return times[i]; }

  /** Of the interval; 0 for a register reading. */
  long length(int i) { return lengths[i]; }

  double value(int i) { return values[i]; }

  int quality(int i) { return qualities[i]; }

  /** When the hub took the value in: seconds since 1970. */
  long received_s(int i) { return received[i]; }

  /**
   * Takes in one value.
   *
   * @param corrected quality it gets when it takes the place of another
   * @param received_s when it came; a duplicate came when its first did
   * @throws StoreException when the day is full
   */
  Told put(long time_us, long length_us, double value, int quality, int corrected, long received_s) {
    int at = size == 0 || time_us > times[size - 1] ? -size - 1 : Arrays.binarySearch(times, 0, size, time_us);
    if (at >= 0) {
      if (values[at] == value && lengths[at] == length_us) return Told.DUPLICATE;
      set(at, time_us, length_us, value, corrected, received_s);
      return Told.CORRECTED;
    }
    if (size == MOST_VALUES)
      throw new StoreException("a meter's day holds " + size + " values of one type: more are refused", new IllegalStateException("full"));
    at = -at - 1;
    room(at);
    set(at, time_us, length_us, value, quality, received_s);
    size++;
    return Told.NEW;
  }

  private void set(int at, long time_us, long length_us, double value, int quality, long received_s) {
    times[at] = time_us;
    lengths[at] = length_us;
    values[at] = value;
    qualities[at] = quality;
    received[at] = received_s;
  }

  private void room(int at) {
    if (size == times.length) grow(size * 2);
    if (at == size) return;
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(lengths, at, lengths, at + 1, size - at);
    System.arraycopy(values, at, values, at + 1, size - at);
    System.arraycopy(qualities, at, qualities, at + 1, size - at);
    System.arraycopy(received, at, received, at + 1, size - at);
  }

  private void grow(int capacity) {
    times = Arrays.copyOf(times, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    values = Arrays.copyOf(values, capacity);
    qualities = Arrays.copyOf(qualities, capacity);
    received = Arrays.copyOf(received, capacity);
  }

  /**
   * Form 2: the number of values; the times as runs of (count, first time from the one before, length, spacing); the qualities as runs of
   * (count, quality); when they came as runs of (count, seconds from the one before, the first from the first value's time); the values
   * as {@link Values} of the whole day. Form 1 does not say when they came.
   */
  byte[] pack() {
    var out = new Packer();
    out.octet(VERSION);
    out.number(size);
    long before = 0;
    for (int from = 0; from < size;) {
      int to = runEnd(from);
      out.number(to - from);
      out.signed(times[from] - before);
      out.number(lengths[from]);
      if (to - from > 1) out.number(times[from + 1] - times[from]);
      before = times[to - 1];
      from = to;
    }
    for (int from = 0; from < size;) {
      int to = from + 1;
      while (to < size && qualities[to] == qualities[from]) {
        to++;
      }
      out.number(to - from);
      out.number(Integer.toUnsignedLong(qualities[from]));
      from = to;
    }
    packReceived(out);
    Values.pack(out, values, 0, size);
    return out.toBytes();
  }

  private void packReceived(Packer out) {
    long before = size == 0 ? 0 : firstSecond();
    for (int from = 0; from < size;) {
      int to = from + 1;
      while (to < size && received[to] == received[from]) {
        to++;
      }
      out.number(to - from);
      out.signed(received[from] - before);
      before = received[from];
      from = to;
    }
  }

  private long firstSecond() { return Math.floorDiv(times[0], 1_000_000L); }

  /** Intervals of one length that touch make a run; so do registers of one spacing. */
  private int runEnd(int from) {
    int to = from + 1;
    if (to == size) return to;
    long spacing = lengths[from] > 0 ? lengths[from] : times[to] - times[from];
    while (to < size && lengths[to] == lengths[from] && times[to] - times[to - 1] == spacing) {
      to++;
    }
    return to;
  }

  /**
   * @param received_s when the values of a form 1 came, as far as known
   * @throws StoreException when the bytes are damaged
   */
  static Day unpack(byte[] packed, long received_s) {
    var in = new Unpacker("packed day", packed);
    int version = in.version(VERSION);
    int size = in.count(MOST_VALUES);
    var day = new Day();
    day.grow(Math.max(8, size + 1));
    long before = 0;
    while (day.size < size) {
      int run = in.count(size - day.size);
      if (run == 0) throw in.damaged("an empty run");
      long time = before + in.signed();
      long length = in.number();
      long spacing = run > 1 ? in.number() : 0;
      for (int i = 0; i < run; i++) {
        day.times[day.size] = time + i * spacing;
        day.lengths[day.size++] = length;
      }
      before = day.times[day.size - 1];
    }
    for (int i = 0; i < size;) {
      int run = in.count(size - i);
      if (run == 0) throw in.damaged("an empty run of qualities");
      Arrays.fill(day.qualities, i, i + run, (int) in.number());
      i += run;
    }
    if (version == 1) Arrays.fill(day.received, 0, size, received_s);
    else
      day.unpackReceived(in);
    Values.unpack(in, day.values, 0, size);
    in.end();
    return day;
  }

  private void unpackReceived(Unpacker in) {
    long before = size == 0 ? 0 : firstSecond();
    for (int i = 0; i < size;) {
      int run = in.count(size - i);
      if (run == 0) throw in.damaged("an empty run of receipts");
      before += in.signed();
      Arrays.fill(received, i, i + run, before);
      i += run;
    }
  }
}
