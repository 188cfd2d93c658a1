package meridian.cim.grid;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;

/** One object of the document: its properties in their order, a literal as String, a reference as Mrid. Small: there are many. */
final class RdfObject {
  private static final Property[] PROPERTIES = Property.values();
  /** What one object may have; the rest is passed over, so that a hostile document cannot make look-ups slow. */
  private static final int MOST = 4096;

  final CimClass type;
  final String element;
  final Mrid mrid;
  final int line;
  private byte[] properties = new byte[4];
  private Object[] values = new Object[4];
  private int size;

  RdfObject(CimClass type, String element, Mrid mrid, int line) {
    this.type = type;
    this.element = element;
    this.mrid = mrid;
    this.line = line;
  }

  void add(Property property, Object value) {
    if (size == MOST) return;
    if (size == values.length) {
      properties = Arrays.copyOf(properties, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    properties[size] = (byte) property.ordinal();
    values[size++] = value;
  }

  /** The literal that came last; empty when there is none. */
  String text(Property property) {
    for (int i = size - 1; i >= 0; i--) {
      if (PROPERTIES[properties[i]] == property && values[i] instanceof String text) return text;
    }
    return "";
  }

  @Nullable
  Mrid reference(Property property) {
    for (int i = size - 1; i >= 0; i--) {
      if (PROPERTIES[properties[i]] == property && values[i] instanceof Mrid mrid) return mrid;
    }
    return null;
  }

  List<Mrid> references(Property property) {
    return IntStream.range(0, size).filter(i -> PROPERTIES[properties[i]] == property && values[i] instanceof Mrid)
      .mapToObj(i -> (Mrid) values[i]).toList();
  }

  String name() { return text(Property.NAME); }
}
