package meridian.dlms;

import java.util.Map;
import java.util.stream.Collectors;

/** Which EndDeviceEventType an event code is: {@code events.tsv}. */
final class EventTable {

  /** @param eventType IEC 61968-9 code of 4 parts */
  record Entry(String eventType, String name) {}

  /** Any event of an electric meter: for a code the table does not have. */
  private static final Entry UNKNOWN = new Entry("3.0.0.0", "not in the table");
  private static final Map<Integer, Entry> ENTRIES = Table.rows("events.tsv", 3).stream()
    .collect(Collectors.toUnmodifiableMap(row -> Integer.valueOf(row[0]), row -> new Entry(row[1], row[2])));

  private EventTable() {}

  static Entry of(int code) { return ENTRIES.getOrDefault(code, UNKNOWN); }
}
