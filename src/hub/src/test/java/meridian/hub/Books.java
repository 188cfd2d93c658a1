package meridian.hub;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one subscriber was told, message by message, and what was wrong with it in itself. Thread-safe. */
final class Books {
  static final String FORWARD = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  static final String REVERSE = "0.0.2.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0";

  /** @param order issuerTrackingID: the MessageID of the control it is the outcome of; empty for others */
  record Event(String mrid, String meter, String type, Instant time, String order) {}

  private record Told(double value, String messageId) {}

  final String name;
  private final Map<String, Integer> messages = new HashMap<>();
  private final Map<String, TreeMap<Instant, Told>> intervals = new HashMap<>();
  private final Map<String, Event> events = new LinkedHashMap<>();
  private final Map<String, String> messageOfEvent = new HashMap<>();
  private final Map<String, Instant> newestEvent = new HashMap<>();
  private int repeated;
  private int twice;
  private int outOfOrder;
  private final List<String> defects = new ArrayList<>();

  Books(String name) { this.name = name; }

  /** @param message CreatedMeterReadings or CreatedEndDeviceEvents */
  synchronized void hear(String messageId, String message) {
    int digest = payload(message).hashCode();
    Integer before = messages.putIfAbsent(messageId, digest);
    if (before != null) {
      repeated++;
      if (before != digest) defect("message " + messageId + " came again and was another");
    }
    for (String reading : TestTown.all("<MeterReading>(.*?)</MeterReading>", message))
      reading(messageId, reading);
    for (String event : TestTown.all("<EndDeviceEvent>(.*?)</EndDeviceEvent>", message))
      event(messageId, event);
  }

  private static String payload(String message) { return message.substring(Math.max(0, message.indexOf("Payload>"))); }

  private void reading(String messageId, String reading) {
    String meter = TestTown.all("<Meter><mRID>([^<]+)", reading).getFirst();
    intervals(reading).forEach((type, values) -> values.forEach((end, value) -> {
      TreeMap<Instant, Told> known = intervals.computeIfAbsent(meter + " " + type, _ -> new TreeMap<>());
      Told before = known.get(end);
      if (before == null) {
        if (!known.isEmpty() && end.isBefore(known.lastKey())) {
          outOfOrder++;
          defect("meter " + meter + ": interval " + end + " came after that of " + known.lastKey());
        }
        known.put(end, new Told(value, messageId));
      } else if (before.value != value) {
        defect("meter " + meter + ": interval " + end + " was " + before.value + ", then " + value);
      } else if (!before.messageId.equals(messageId)) {
        twice++;
        defect("meter " + meter + ": interval " + end + " came under two MessageIDs, " + before.messageId + " and " + messageId);
      }
    }));
  }

  /** Values by reading type and end of interval, of the two types of the load profile. */
  static Map<String, TreeMap<Instant, Double>> intervals(String reading) {
    Map<String, TreeMap<Instant, Double>> found = new HashMap<>();
    for (String block : TestTown.all("<IntervalBlocks>(.*?)</IntervalBlocks>", reading)) {
      String type = TestTown.all("<ReadingType ref=\"([^\"]+)", block).getFirst();
      if (!type.equals(FORWARD) && !type.equals(REVERSE)) continue;
      List<String> ends = TestTown.all("<timeStamp>([^<]+)", block);
      List<String> values = TestTown.all("<value>([^<]+)", block);
      for (int i = 0; i < ends.size(); i++)
        found.computeIfAbsent(type, _ -> new TreeMap<>()).put(Instant.parse(ends.get(i)), Double.valueOf(values.get(i)));
    }
    return found;
  }

  private void event(String messageId, String text) {
    String mrid = TestTown.all("^<mRID>([^<]+)", text).getFirst();
    List<String> order = TestTown.all("<issuerTrackingID>([^<]+)", text);
    var event = new Event(mrid, TestTown.all("<Assets><mRID>([^<]+)", text).getFirst(),
      TestTown.all("<EndDeviceEventType ref=\"([^\"]+)", text).getFirst(),
      Instant.parse(TestTown.all("<createdDateTime>([^<]+)", text).getFirst()), order.isEmpty() ? "" : order.getFirst());
    String told = messageOfEvent.putIfAbsent(mrid, messageId);
    if (told != null) {
      if (!told.equals(messageId)) {
        twice++;
        defect("event " + mrid + " came under two MessageIDs, " + told + " and " + messageId);
      }
      return;
    }
    events.put(mrid, event);
    if (!event.order.isEmpty()) return; // stamped by the hub, not by the meter
    Instant newest = newestEvent.merge(event.meter, event.time, (a, b) -> a.isAfter(b) ? a : b);
    if (newest.isAfter(event.time)) {
      outOfOrder++;
      defect("meter " + event.meter + ": event of " + event.time + " came after that of " + newest);
    }
  }

  private void defect(String words) { defects.add(name + ": " + words); }

  synchronized Map<String, Event> events() { return new LinkedHashMap<>(events); }

  synchronized boolean hasEvents(Set<String> mrids) { return events.keySet().containsAll(mrids); }

  /** mRIDs of the outcomes of each control, by its MessageID. */
  synchronized Map<String, Set<String>> outcomes() {
    Map<String, Set<String>> outcomes = new HashMap<>();
    events.values().stream().filter(event -> !event.order.isEmpty())
      .forEach(event -> outcomes.computeIfAbsent(event.order, _ -> new HashSet<>()).add(event.mrid));
    return outcomes;
  }

  /** Values of a meter by end of interval. */
  synchronized TreeMap<Instant, Double> intervals(String meter, String type) {
    var values = new TreeMap<Instant, Double>();
    intervals.getOrDefault(meter + " " + type, new TreeMap<>()).forEach((end, told) -> values.put(end, told.value));
    return values;
  }

  /** How many single interval values came. */
  synchronized long values() {
    return intervals.values().stream().mapToLong(TreeMap::size).sum();
  }

  synchronized int messages() { return messages.size(); }

  synchronized int repeated() { return repeated; }

  synchronized int twice() { return twice; }

  synchronized int outOfOrder() { return outOfOrder; }

  synchronized List<String> defects() { return List.copyOf(defects); }
}
