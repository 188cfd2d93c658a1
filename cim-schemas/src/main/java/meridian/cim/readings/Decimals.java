package meridian.cim.readings;

import java.nio.charset.StandardCharsets;

/** Decimals and floats out of bytes, exactly as {@link Double#parseDouble} reads them; finite ones only. For one thread. */
final class Decimals {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
      1e18,
      1e19, 1e20, 1e21, 1e22};
  private static final long MOST_EXACT = 1L << 53;
  private static final int MOST_DIGITS = 18;
  private static final int LONGEST = 400;

  /** What {@link #parse} read last. */
  double value;

  /** @return index behind the number that begins at {@code from}, at most {@code limit}; -1 when there is none */
  int parse(byte[] bytes, int from, int limit) {
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative && ++at == limit) return -1;
    int first = at;
    long digits = 0;
    int d;
    while ((d = bytes[at] - '0') >= 0 && d <= 9) {
      digits = digits * 10 + d;
      if (++at == limit) break;
    }
    int point = at;
    if (at < limit && bytes[at] == '.') {
      while (++at < limit && (d = bytes[at] - '0') >= 0 && d <= 9) {
        digits = digits * 10 + d;
      }
    }
    int decimals = at > point ? at - point - 1 : 0;
    int count = point - first + decimals;
    boolean goesOn = at < limit && (bytes[at] == 'e' || bytes[at] == 'E' || bytes[at] == '+');
    if (count == 0 || count > MOST_DIGITS || digits > MOST_EXACT || goesOn) return slowly(bytes, from, limit);
    // Both are exact as doubles, so that one division rounds as it should.
    double magnitude = decimals == 0 ? digits : digits / POWERS[decimals];
    value = negative ? -magnitude : magnitude;
    return at;
  }

  private int slowly(byte[] bytes, int from, int limit) {
    int at = from;
    boolean digit = false;
    while (at < limit && at - from < LONGEST && (bytes[at] >= '0' && bytes[at] <= '9' || ".eE+-".indexOf(bytes[at]) >= 0)) {
      digit |= bytes[at] >= '0' && bytes[at] <= '9';
      at++;
    }
    if (!digit) return -1;
    try {
      value = Double.parseDouble(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException noNumber) {
      return -1;
    }
    return Double.isFinite(value) ? at : -1;
  }
}
