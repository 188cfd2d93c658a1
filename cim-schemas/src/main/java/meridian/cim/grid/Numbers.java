package meridian.cim.grid;

/** Literals of CIM datatypes. */
final class Numbers {
  private static final int LONGEST = 40;

  private Numbers() {}

  /** The number times a power of ten, without a second rounding; NaN when it is none or not finite. */
  static double scaled(String text, int exponent) {
    if (text.length() > LONGEST) return Double.NaN;
    try {
      boolean plain = text.indexOf('e') < 0 && text.indexOf('E') < 0;
      double value = plain ? Double.parseDouble(text + "e" + exponent) : Double.parseDouble(text) * Math.pow(10, exponent);
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  /** @return a negative number when it is no small whole number */
  static int small(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
  }
}
