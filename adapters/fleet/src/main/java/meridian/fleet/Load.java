package meridian.fleet;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one household uses and feeds in, quarter hour by quarter hour: a pure function of the seed, the meter and the interval.
 * Interval {@code k} is the quarter hour that starts at {@code k * 900} s UTC. Habits follow UTC+1; the sun stands over 50 N 10 E.
 */
final class Load {
  static final long INTERVAL_MS = 900_000;
  static final int PER_DAY = 96;

  private enum Habit { FAMILY, COMMUTER, AT_HOME, NIGHT_HEATING, BUSINESS }

  /** Per habit, weekday (0) or weekend (1), quarter hour of the day: mean 1 over a week. */
  private static final Map<Habit, float[][]> SHAPES = shapes();
  /** Sine of the sun's height, by day of the year and quarter hour UTC; never below 0. */
  private static final float[][] SUN = sun();

  /** How wintry a day of the year is: 1 on 21 January, -1 half a year later. */
  private static final float[] COLD = cold();
  private static final long STRIDE = 0xd1342543de82ef95L;

  private final long seed;
  private final long town;
  private final float[][] shape;
  private final int shift;
  private final float mean_Wh;
  private final float season;
  private final float peak_Wh;
  private final int phases;

  Load(long seed, long meter, int annual_kWh, int phases) {
    this.town = mix(seed);
    this.seed = mix(town ^ mix(meter));
    this.phases = phases;
    this.mean_Wh = annual_kWh * 1000f / (365.25f * PER_DAY);
    Habit habit = habit(unit(this.seed ^ 1), annual_kWh);
    shape = SHAPES.get(habit);
    shift = (int) (unit(this.seed ^ 2) * 9) - 4;
    season = habit == Habit.NIGHT_HEATING ? 0.75f : (float) (0.08 + 0.25 * unit(this.seed ^ 3));
    boolean sunRoof = habit != Habit.BUSINESS && unit(this.seed ^ 4) < 0.12;
    peak_Wh = sunRoof ? (float) (3000 + 4500 * unit(this.seed ^ 5)) / 4 : 0;
  }

  private static Habit habit(double dice, int annual_kWh) {
    if (annual_kWh >= 15_000) return Habit.BUSINESS;
    if (dice < 0.35) return Habit.FAMILY;
    if (dice < 0.65) return Habit.COMMUTER;
    return dice < 0.93 || annual_kWh < 4000 ? Habit.AT_HOME : Habit.NIGHT_HEATING;
  }

  boolean feedsIn() { return peak_Wh > 0; }

  /** Register 1.8.0 in Wh on the day the simulation begins: some years of use. */
  long importBase() {
    return (long) Math.min(1e9, mean_Wh * 35_064.0 * (1 + 8 * unit(seed ^ 6)));
  }

  /** Register 2.8.0 in Wh on the day the simulation begins. */
  long exportBase() {
    return feedsIn() ? (long) (peak_Wh * 4 * 600 * (1 + 8 * unit(seed ^ 6))) : 0;
  }

  /** Net energy of interval {@code k} in Wh: drawn from the grid when positive, fed in when negative. */
  long net_Wh(long k) {
    long day = Math.floorDiv(k, PER_DAY);
    int quarter = (int) Math.floorMod(k, (long) PER_DAY);
    int yearday = yearday(day);
    long r = mix(seed + k);
    double fast = unit(r);
    double used = mean_Wh * shape[Math.floorMod(day + 3, 7L) >= 5 ? 1 : 0][(quarter + 4 + shift + PER_DAY) % PER_DAY]
      * (1 + season * COLD[yearday])
      * (0.55 + 1.35 * fast * fast)
      * wander(seed ^ 7, k, 0.35)
      * (unit(~seed + Math.floorDiv(day, 7L)) < 0.03 ? 0.3 : 1.01);
    double made = peak_Wh == 0 ? 0 : peak_Wh * 0.85 * SUN[yearday][quarter] * clearness(day) * wander(town ^ 9, k, 0.3);
    return (long) Math.floor(used - made + unit(r ^ 10));
  }

  /** Voltage of phase 1 in 0.1 V: sags a little in the evening. */
  int voltage(long k) {
    int hour = (int) Math.floorMod(Math.floorDiv(k, 4L) + 1, 24L);
    return 2320 - (hour >= 17 && hour < 22 ? 25 : 0) + (int) (40 * unit(mix(seed ^ 11) + k)) - 20;
  }

  /** Current of phase 1 in 0.01 A at a power in W. */
  int current(long k, long power_W) {
    return (int) Math.min(65_535, Math.abs(power_W) * 1000 / phases / voltage(k));
  }

  private double clearness(long day) { return 0.15 + 0.85 * unit(mix(town ^ 12) + day); }

  /** A factor around 1 that changes smoothly over two hours. */
  private static double wander(long seed, long k, double width) {
    long block = k >> 3;
    double from = unit(seed + block * STRIDE);
    double to = unit(seed + (block + 1) * STRIDE);
    return 1 - width + 2 * width * (from + (to - from) * (k & 7) / 8);
  }

  private static int yearday(long day) {
    double years = day / 365.2425;
    return (int) ((years - Math.floor(years)) * 365.2425);
  }

  static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private static double unit(long z) { return (mix(z) >>> 11) * 0x1p-53; }

  private static Map<Habit, float[][]> shapes() {
    Map<Habit, float[][]> shapes = new EnumMap<>(Habit.class);
    for (Habit habit : Habit.values()) {
      float[][] days = new float[2][PER_DAY];
      double week = 0;
      for (int end = 0; end < 2; end++) {
        for (int q = 0; q < PER_DAY; q++) {
          double value = shape(habit, end == 1, q / 4.0);
          days[end][q] = (float) value;
          week += value * (end == 0 ? 5 : 2);
        }
      }
      for (float[] day : days) {
        for (int q = 0; q < PER_DAY; q++)
          day[q] = (float) (day[q] * 7 * PER_DAY / week);
      }
      shapes.put(habit, days);
    }
    return shapes;
  }

  private static double shape(Habit habit, boolean weekend, double hour) {
    return switch (habit) {
      case FAMILY -> 0.35 + bump(hour, weekend ? 9 : 7, 1.2, 0.8) + bump(hour, 12.5, 1.5, weekend ? 1.1 : 0.6) + bump(hour, 19.2, 1.9, 1.6);
      case COMMUTER -> 0.3 + bump(hour, weekend ? 10 : 6.5, 0.9, 0.8) + bump(hour, 13, 3, weekend ? 0.7 : 0.1) + bump(hour, 20, 1.8, 1.7);
      case AT_HOME -> 0.4 + bump(hour, 8.5, 1.4, 0.8) + bump(hour, 12, 1.6, 1.0) + bump(hour, 18.5, 2, 1.0);
      case NIGHT_HEATING -> 0.4 + bump(hour, 1.5, 2.2, 2.6) + bump(hour, 25.5, 2.2, 2.6) + bump(hour, 19, 2, 0.9);
      case BUSINESS -> 0.3 + (weekend ? 0.15 : 1) * (bump(hour, 10, 2.2, 1.6) + bump(hour, 14.5, 2.4, 1.5));
    };
  }

  private static double bump(double hour, double at, double width, double height) {
    double d = (hour - at) / width;
    return height * Math.exp(-d * d / 2);
  }

  private static float[] cold() {
    float[] cold = new float[367];
    for (int day = 0; day < cold.length; day++)
      cold[day] = (float) Math.cos((day - 20) * (2 * Math.PI / 365.25));
    return cold;
  }

  private static float[][] sun() {
    double latitude = Math.toRadians(50);
    float[][] sun = new float[367][PER_DAY];
    for (int day = 0; day < sun.length; day++) {
      double declination = Math.toRadians(-23.44) * Math.cos((day + 10) * (2 * Math.PI / 365.25));
      for (int q = 0; q < PER_DAY; q++) {
        double hourAngle = Math.toRadians((q / 4.0 + 0.125 - 12) * 15 + 10);
        double height = Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle);
        sun[day][q] = (float) Math.max(0, height);
      }
    }
    return sun;
  }
}
