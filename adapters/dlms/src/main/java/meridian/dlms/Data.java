package meridian.dlms;

import java.util.List;

/** What a GET yields: a value of A-XDR (IEC 62056-53), or the reason why there is none. */
sealed interface Data {

  record Null() implements Data {}

  record Bool(boolean value) implements Data {}

  /** Every integer and enumeration. */
  record Int(long value) implements Data {}

  /** Floating point, and what is too large for {@link Int}. */
  record Real(double value) implements Data {}

  /** Octet, visible and UTF-8 strings, bit-strings, and the date and time types. */
  record Octets(byte[] value) implements Data {}

  /** Array or structure. */
  record Items(List<Data> items) implements Data {}

  /** The data-access-result of something the device does not give. */
  record Denied(int result) implements Data {
    String reason() { return AccessResult.name(result); }
  }

  Data NULL = new Null();
  Data TRUE = new Bool(true);
  Data FALSE = new Bool(false);

  default long integer() throws Trouble {
    if (this instanceof Int(long value)) return value;
    throw unexpected("an integer");
  }

  default boolean bool() throws Trouble {
    if (this instanceof Bool(boolean value)) return value;
    throw unexpected("a boolean");
  }

  default byte[] octets() throws Trouble {
    if (this instanceof Octets(byte[] value)) return value;
    throw unexpected("octets");
  }

  default List<Data> items() throws Trouble {
    if (this instanceof Items(var items)) return items;
    throw unexpected("an array or structure");
  }

  /** The items of a structure that must have just {@code count}. */
  default List<Data> items(int count) throws Trouble {
    List<Data> items = items();
    if (items.size() != count) throw Trouble.garbled("a structure of " + items.size() + " where " + count + " belong");
    return items;
  }

  private Trouble unexpected(String wanted) {
    return this instanceof Denied denied
      ? Trouble.refused(denied.reason())
      : Trouble.garbled(wanted + " expected, got " + getClass().getSimpleName());
  }
}
