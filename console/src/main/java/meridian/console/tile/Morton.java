package meridian.console.tile;

/**
 * Places as Morton (Z-order) keys of web mercator (EPSG:3857) coordinates: 31 bits an axis, 1.9 cm at the equator. x grows to the east, y to
 * the south, as in XYZ tiles. All points of a tile or cell are one run of keys: a key's leading {@code 2 * z} bits name the tile of zoom z.
 */
final class Morton {
  static final int BITS = 31;
  private static final double SIZE = 1L << BITS;
  /** Where web mercator ends; places nearer to the poles are drawn here. */
  private static final double MAX_LATITUDE_deg = 85.051128779806604;

  private Morton() {}

  static long key(double longitude_deg, double latitude_deg) {
    double latitude = Math.toRadians(Math.clamp(latitude_deg, -MAX_LATITUDE_deg, MAX_LATITUDE_deg));
    double x = (longitude_deg + 180) / 360 * SIZE;
    double y = (1 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / Math.PI) / 2 * SIZE;
    return interleave(clamp(x), clamp(y));
  }

  private static int clamp(double coordinate) { return (int) Math.clamp(coordinate, 0, SIZE - 1); }

  static long interleave(int x, int y) { return spread(x) | spread(y) << 1; }

  static int x(long key) { return compact(key); }

  static int y(long key) { return compact(key >>> 1); }

  private static long spread(int bits) {
    long v = bits;
    v = (v | v << 16) & 0x0000FFFF0000FFFFL;
    v = (v | v << 8) & 0x00FF00FF00FF00FFL;
    v = (v | v << 4) & 0x0F0F0F0F0F0F0F0FL;
    v = (v | v << 2) & 0x3333333333333333L;
    return (v | v << 1) & 0x5555555555555555L;
  }

  private static int compact(long key) {
    long v = key & 0x5555555555555555L;
    v = (v | v >>> 1) & 0x3333333333333333L;
    v = (v | v >>> 2) & 0x0F0F0F0F0F0F0F0FL;
    v = (v | v >>> 4) & 0x00FF00FF00FF00FFL;
    v = (v | v >>> 8) & 0x0000FFFF0000FFFFL;
    return (int) (v | v >>> 16);
  }

  /** Sorts keys ascending and carries the ids along: a radix sort, 11 bits a pass, stable. */
  static void sort(long[] keys, int[] ids) {
    var fromKeys = keys;
    var fromIds = ids;
    var toKeys = new long[keys.length];
    var toIds = new int[keys.length];
    for (int shift = 0; shift < 2 * BITS; shift += 11) {
      var ends = new int[1 << 11];
      for (long key : fromKeys) {
        ends[(int) (key >>> shift) & 0x7FF]++;
      }
      for (int i = 1; i < ends.length; i++) {
        ends[i] += ends[i - 1];
      }
      for (int i = fromKeys.length - 1; i >= 0; i--) {
        int place = --ends[(int) (fromKeys[i] >>> shift) & 0x7FF];
        toKeys[place] = fromKeys[i];
        toIds[place] = fromIds[i];
      }
      var swapKeys = fromKeys;
      fromKeys = toKeys;
      toKeys = swapKeys;
      var swapIds = fromIds;
      fromIds = toIds;
      toIds = swapIds;
    }
    // Six passes, an even number: the result is back in the arrays given.
  }
}
