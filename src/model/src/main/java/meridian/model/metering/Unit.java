package meridian.model.metering;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

import meridian.model.CodeTable;

/**
 * A unit that a ReadingType may have.
 *
 * @param code part 17 of the ReadingType
 * @param symbol {@code Wh}; empty for pure numbers, the name when there is none
 * @param name {@code watt hour}
 * @param base code of the unit that all of the same dimension can be converted to; its own when there is no other
 * @param factor base units in one of these
 * @param offset base units at zero of these
 */
public record Unit(int code, String symbol, String name, int base, double factor, double offset) {
  private static final Map<Integer, Unit> ALL = CodeTable.rows(Unit.class, "units.tsv").stream().map(row -> {
    int code = Integer.parseInt(row.get(0));
    return new Unit(code, row.get(1).equals("-") ? "" : row.get(1), row.get(2), row.size() > 3 ? Integer.parseInt(row.get(3)) : code,
      row.size() > 4 ? Double.parseDouble(row.get(4)) : 1, row.size() > 5 ? Double.parseDouble(row.get(5)) : 0);
  }).collect(Collectors.toUnmodifiableMap(Unit::code, Function.identity()));

  /** Empty for 0, which is no unit, and for numbers that are not known. */
  public static Optional<Unit> find(int code) {
    return Optional.ofNullable(ALL.get(code));
  }

  /** The same value in another unit; empty when that measures something else. */
  public OptionalDouble convert(double value, Unit to) {
    return base == to.base ? OptionalDouble.of((value * factor + offset - to.offset) / to.factor) : OptionalDouble.empty();
  }
}
