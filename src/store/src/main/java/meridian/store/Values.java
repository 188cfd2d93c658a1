package meridian.store;

/**
 * The form of a run of doubles, exact to the bit: as decimals with one common number of places (deltas, varints) when that gives every
 * value back, else eight bytes each.
 */
final class Values {
  private static final int RAW = 255;
  private static final int MOST_PLACES = 6;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  /** Beyond this, doubles do not hold all integers. */
  private static final double MOST_EXACT = 1L << 53;

  private Values() {}

  static void pack(Packer out, double[] values, int from, int to) {
    int places = places(values, from, to);
    out.octet(places);
    if (places == RAW) {
      for (int i = from; i < to; i++) {
        out.fixed64(Double.doubleToRawLongBits(values[i]));
      }
      return;
    }
    long before = 0;
    for (int i = from; i < to; i++) {
      long scaled = (long) Math.rint(values[i] * POWERS[places]);
      out.signed(scaled - before);
      before = scaled;
    }
  }

  static void unpack(Unpacker in, double[] values, int from, int to) {
    int places = in.octet();
    if (places == RAW) {
      for (int i = from; i < to; i++) {
        values[i] = finite(in, Double.longBitsToDouble(in.fixed64()));
      }
      return;
    }
    if (places > MOST_PLACES) throw in.damaged("values with " + places + " decimal places");
    long scaled = 0;
    for (int i = from; i < to; i++) {
      scaled += in.signed();
      values[i] = scaled / POWERS[places];
    }
  }

  private static double finite(Unpacker in, double value) {
    if (!Double.isFinite(value)) throw in.damaged("a value is " + value);
    return value;
  }

  private static int places(double[] values, int from, int to) {
    int places = 0;
    for (int i = from; i < to; i++) {
      while (!exact(values[i], places)) {
        if (++places > MOST_PLACES) return RAW;
      }
    }
    for (int i = from; i < to; i++) {
      if (!exact(values[i], places)) return RAW;
    }
    return places;
  }

  private static boolean exact(double value, int places) {
    double scaled = Math.rint(value * POWERS[places]);
    return Math.abs(scaled) <= MOST_EXACT
      && Double.doubleToRawLongBits((long) scaled / POWERS[places]) == Double.doubleToRawLongBits(value);
  }
}
