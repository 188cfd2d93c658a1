package meridian.dlms;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import meridian.dlms.LoadProfile.Columns;

/** What was learnt of one model of meter, so that it need not be asked again. Safe for concurrent callers. */
final class Model {
  /** In place of a scaler: the meter has no such register, or in another unit. */
  static final int ABSENT = Integer.MIN_VALUE;
  /** Powers of ten by register. */
  final Map<Obis, Integer> scalers = new ConcurrentHashMap<>();
  private volatile Optional<Columns> columns = Optional.empty();

  Optional<Columns> columns() { return columns; }

  void learn(Columns learnt) { columns = Optional.of(learnt); }

  /** {@code raw x 10^power}, rounded once. */
  static double scaled(double raw, int power) {
    return power >= 0 ? raw * Math.pow(10, power) : raw / Math.pow(10, -power);
  }

  /** The number in {@code data}; empty when it is none. */
  static Optional<Double> number(Data data) {
    return switch (data) {
      case Data.Int(long value) -> Optional.of((double) value);
      case Data.Real(double value) -> Double.isFinite(value) ? Optional.of(value) : Optional.empty();
      case Data.Null _,Data.Bool _,Data.Octets _,Data.Items _,Data.Denied _ -> Optional.empty();
    };
  }

  /**
   * Reads a scaler_unit.
   *
   * @return the power of ten from the meter's count to the ReadingType's unit; {@link #ABSENT} when the unit is another
   */
  static int power(Data scalerUnit, ReadingTable.Entry entry) throws Trouble {
    var pair = scalerUnit.items(2);
    long scaler = pair.get(0).integer();
    if (pair.get(1).integer() != entry.unit()) return ABSENT;
    if (scaler < -18 || scaler > 18) throw Trouble.garbled("a scaler of " + scaler);
    return (int) scaler - entry.multiplier();
  }
}
