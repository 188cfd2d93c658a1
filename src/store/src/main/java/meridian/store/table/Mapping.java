package meridian.store.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What goes into which column of one table.
 *
 * @param key of the configuration, without what follows the dash: {@code subscribers.mdm.readings}
 * @param keys the columns, of those that are mapped, that tell one row from another; empty to append
 */
record Mapping<F>(String key, Identifier table, List<Entry<F>> entries, List<Identifier.Part> keys) {
  private static final Pattern ITEM = Pattern.compile("(" + Identifier.PART + ")\\s*=\\s*(.+)");

  record Entry<F>(Identifier.Part column, Source<F> source) {}

  /** @throws IllegalArgumentException naming the key that is wrong */
  static <F> Mapping<F> of(String key, String table, List<String> items, List<String> keyColumns, List<Source<F>> words) {
    var entries = new ArrayList<Entry<F>>();
    for (String item : items) {
      Matcher match = ITEM.matcher(item);
      if (!match.matches()) throw new IllegalArgumentException(key + "-mapping wants column=word, was: " + item);
      Identifier.Part column = Identifier.column(key + "-mapping", match.group(1));
      if (entries.stream().anyMatch(entry -> entry.column.matches(column.text())))
        throw new IllegalArgumentException(key + "-mapping names the column " + column.text() + " twice");
      entries.add(new Entry<>(column, Source.of(key + "-mapping", match.group(2).strip(), words)));
    }
    if (entries.isEmpty()) throw new IllegalArgumentException(key + "-mapping is empty");
    List<Identifier.Part> keys = keyColumns.stream().map(column -> Identifier.column(key + "-key", column)).toList();
    for (Identifier.Part column : keys) {
      Entry<F> entry = entries.stream().filter(mapped -> column.matches(mapped.column.text())).findFirst()
        .orElseThrow(
          () -> new IllegalArgumentException(key + "-key names the column " + column.text() + ", which the mapping does not fill"));
      if (entry.source.word().equals("start"))
        throw new IllegalArgumentException(key + "-key: a register has no start, so " + column.text() + " cannot be a key");
    }
    if (keys.size() == entries.size())
      throw new IllegalArgumentException(key + "-key names every mapped column: nothing would be left to update");
    return new Mapping<>(key, Identifier.table(key + "-table", table), List.copyOf(entries), keys);
  }
}
