package meridian.store.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a table or column as the operator wrote it: parts with dots, each plain (then its case does not matter) or in double quotes. No
 * such name gets into SQL: it is looked up, and SQL is made of what the database calls the thing.
 */
record Identifier(List<Part> parts) {
  /** Letters, digits, _ $ #; or anything but quotes and control characters, in double quotes. At most 128 characters. */
  static final String PART = "(?:[A-Za-z_][A-Za-z0-9_$#]{0,127}|\"[^\"`\\p{Cntrl}]{1,128}\")";
  private static final Pattern PARTS = Pattern.compile(PART + "(?:\\." + PART + "){0,2}");
  private static final Pattern ONE = Pattern.compile(PART);

  record Part(String text, boolean quoted) {

    boolean matches(String actual) { return quoted ? actual.equals(text) : actual.equalsIgnoreCase(text); }
  }

  /** @throws IllegalArgumentException naming the key */
  static Identifier table(String key, String text) {
    if (!PARTS.matcher(text).matches())
      throw new IllegalArgumentException(key + " wants a table's name, or schema.table, or the parts in double quotes; was: " + text);
    return new Identifier(parts(text));
  }

  /** @throws IllegalArgumentException naming the key */
  static Part column(String key, String text) {
    if (!ONE.matcher(text).matches())
      throw new IllegalArgumentException(key + " wants a column's name, plain or in double quotes; was: " + text);
    return parts(text).getFirst();
  }

  Part name() { return parts.getLast(); }

  private static List<Part> parts(String text) {
    var parts = new ArrayList<Part>();
    Matcher match = ONE.matcher(text);
    while (match.find()) {
      String part = match.group();
      boolean quoted = part.startsWith("\"");
      parts.add(new Part(quoted ? part.substring(1, part.length() - 1) : part, quoted));
    }
    return List.copyOf(parts);
  }

  @Override
  public String toString() { return String.join(".", parts.stream().map(Part::text).toList()); }
}
