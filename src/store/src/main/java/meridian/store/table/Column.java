package meridian.store.table;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

import meridian.services.deliver.Subscriber;

/**
 * A column as the database describes it.
 *
 * @param type of {@link Types}, or the driver's own
 * @param size characters or digits; 0 when there is no limit
 * @param scale digits behind the point
 * @param required must be given a value
 */
record Column(String name, int type, String typeName, int size, int scale, boolean required) {
  /** Oracle's own. */
  private static final int BINARY_FLOAT = 100;
  private static final int BINARY_DOUBLE = 101;
  private static final int TIMESTAMP_TZ = -101;
  private static final int TIMESTAMP_LTZ = -102;
  /** What PostgreSQL calls a size without limit is far above. */
  private static final int LARGEST_SIZE = 100_000;

  /** Makes a value of a source into one the column takes. */
  interface Fit {
    Object value(Object value) throws Subscriber.Refused;
  }

  /** How values of this kind get in; empty when they do not. */
  Optional<Fit> fit(Source.Kind kind, Dialect dialect) {
    boolean isText = switch (type) {
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB -> true;
      default -> false;
    };
    if (isUuid())
      return kind != Source.Kind.ID
        ? Optional.empty()
        : Optional.of(dialect == Dialect.MYSQL ? Object::toString : value -> value);
    // PostgreSQL finds out itself what a text is meant to be: json, an enumeration.
    if (isText || dialect == Dialect.POSTGRESQL && type == Types.OTHER) return Optional.of(this::text);
    return switch (kind) {
      case TEXT, ID -> Optional.empty();
      case NUMBER -> number();
      case TIME -> time();
    };
  }

  private boolean isUuid() { return typeName.equalsIgnoreCase("uuid"); }

  private Optional<Fit> number() {
    return switch (type) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT -> Optional.of(this::whole);
      case Types.NUMERIC, Types.DECIMAL -> Optional.of(this::decimal);
      case Types.DOUBLE, Types.FLOAT, Types.REAL, BINARY_FLOAT, BINARY_DOUBLE -> Optional.of(value -> ((BigDecimal) value).doubleValue());
      default -> Optional.empty();
    };
  }

  private Optional<Fit> time() {
    boolean zoned = typeName.toLowerCase(Locale.ROOT).matches("timestamptz|timestamp.* with .*time zone");
    return switch (type) {
      case Types.TIMESTAMP -> Optional.of(zoned ? Column::zoned : Column::utc);
      case Types.TIMESTAMP_WITH_TIMEZONE, TIMESTAMP_TZ, TIMESTAMP_LTZ -> Optional.of(Column::zoned);
      case Types.DATE -> Optional.of(value -> utc(value).toLocalDate());
      default -> Optional.empty();
    };
  }

  private static Object zoned(Object value) { return ((Instant) value).atOffset(ZoneOffset.UTC); }

  private static LocalDateTime utc(Object value) { return LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC); }

  private Object text(Object value) throws Subscriber.Refused {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    int length = text.codePointCount(0, text.length());
    if (size > 0 && size < LARGEST_SIZE && length > size)
      throw new Subscriber.Refused("a text of " + length + " characters does not fit into column " + this);
    return text;
  }

  private Object whole(Object value) throws Subscriber.Refused {
    try {
      return ((BigDecimal) value).longValueExact();
    } catch (ArithmeticException fraction) {
      throw new Subscriber.Refused("the value " + value + " does not fit into column " + this + ", which takes whole numbers only");
    }
  }

  private Object decimal(Object value) throws Subscriber.Refused {
    var number = (BigDecimal) value;
    if (size > 0 && size < LARGEST_SIZE && scale >= 0 && number.precision() - number.scale() > size - scale)
      throw new Subscriber.Refused("the value " + value + " does not fit into column " + this);
    return number;
  }

  @Override
  public String toString() {
    return size > 0 && size < LARGEST_SIZE ? name + " (" + typeName + ", " + size + ")" : name + " (" + typeName + ")";
  }
}
