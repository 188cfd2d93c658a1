package meridian.cim;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.metering.ReadingType;

/** What a message holds, counted while it goes by, in bounded memory whatever its length. */
public final class Census {
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,}(Z|[+-]\\d\\d:\\d\\d)?");
  /** Different codes, names or elements that are told apart; the rest is counted with {@link #OTHERS}. */
  private static final int MOST_KINDS = 500;
  private static final int MOST_DEVICES = 200_000;
  private static final int EXAMPLES = 3;
  private static final String OTHERS = "others";
  private static final Set<String> VALUES = Set.of("Readings", "IntervalReadings");
  private static final Set<String> CODED = Set.of("ReadingType", "EndDeviceEventType", "EndDeviceControlType");
  private static final Set<String> DEVICES = Set.of("Meter", "EndDevice", "EndDevices", "Assets", "UsagePoint", "UsagePoints");

  private final Map<String, Long> elements = new TreeMap<>();
  private final Map<String, Long> objects = new LinkedHashMap<>();
  private final Map<String, Map<String, Long>> codes = new LinkedHashMap<>();
  private final Map<String, String> options = new LinkedHashMap<>();
  private final Map<String, Long> replyErrors = new LinkedHashMap<>();
  private final Set<String> devices = new HashSet<>();
  private final Set<String> examples = new LinkedHashSet<>();
  private final Map<Trait, Long> traits = new TreeMap<>();
  private String result = "";
  private String optionName = "";
  private String code = "";
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** What is peculiar about how a sender writes, for a profile of him. */
  public enum Trait {
    UUID_MRID, OTHER_MRID, NAME, READING, INTERVAL_READING, EVENT_TYPE_ZERO, EVENT_TYPE_METER, PRIVATE_CODE, TIME_WITHOUT_ZONE, TIME_WITH_Z, TIME_WITH_OFFSET
  }

  Census() {}

  /** An element that began; {@code isObject}: a child of the noun's. */
  void began(String name, boolean isObject, @Nullable String ref) {
    if (isObject) count(objects, name);
    if (VALUES.contains(name) || name.equals("IntervalBlocks") || name.equals("MeterReading")) count(elements, name);
    if (name.equals("Readings")) seen(Trait.READING);
    if (name.equals("IntervalReadings")) seen(Trait.INTERVAL_READING);
    if (ref != null && CODED.contains(name)) coded(name, ref.strip());
  }

  private void coded(String name, String ref) {
    count(codes.computeIfAbsent(name, _ -> new LinkedHashMap<>()), ref);
    boolean isReadingType = name.equals("ReadingType");
    boolean known = isReadingType ? ReadingType.find(ref).isPresent() : ref.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    if (!known) seen(Trait.PRIVATE_CODE);
    else if (name.equals("EndDeviceEventType")) seen(ref.startsWith("0.") ? Trait.EVENT_TYPE_ZERO : Trait.EVENT_TYPE_METER);
  }

  /** An element with a value that ended. */
  void ended(String grandparent, String parent, String name, String value) {
    if (value.length() > 18 && value.length() < 40) time(value.strip());
    switch (name) {
      case "timeStamp" -> {
        if (VALUES.contains(parent)) measured(value);
      }
      case "mRID" -> {
        if (DEVICES.contains(parent)) {
          seen(Mrid.find(value.strip()).isPresent() ? Trait.UUID_MRID : Trait.OTHER_MRID);
          device(value.strip());
        }
      }
      case "name" -> named(grandparent, parent, value.strip());
      case "value" -> {
        if (parent.equals("Option")) options.put(optionName, value.strip());
      }
      case "Result" -> {
        if (parent.equals("Reply")) result = value.strip();
      }
      case "code" -> code = value.strip();
      case "reason" -> {
        if (parent.equals("Error")) count(replyErrors, code + " " + value.strip());
      }
      case "StartTime", "EndTime" -> {
        if (parent.equals("Request") && options.size() < MOST_KINDS) options.put(name, value.strip());
      }
      default -> {
        // The schema watches the rest.
      }
    }
  }

  private void named(String object, String parent, String name) {
    if (parent.equals("Option")) {
      optionName = name;
      if (options.size() < MOST_KINDS) options.put(name, "");
    } else if (parent.equals("Names") && DEVICES.contains(object)) {
      seen(Trait.NAME);
      if (examples.size() < EXAMPLES) examples.add(name);
    }
  }

  private void device(String id) {
    if (examples.size() < EXAMPLES) examples.add(id);
    if (devices.size() < MOST_DEVICES) devices.add(id);
  }

  private void measured(String text) {
    try {
      measured(Timestamps.parse(text));
    } catch (DateTimeException complainedOf) {
      // It has no place in the period.
    }
  }

  private void measured(Instant time) {
    if (first == null || time.isBefore(first)) first = time;
    if (last == null || time.isAfter(last)) last = time;
  }

  private void time(String value) {
    Matcher time = TIME.matcher(value);
    if (!time.matches()) return;
    String zone = time.group(1);
    seen(zone == null ? Trait.TIME_WITHOUT_ZONE : zone.equals("Z") ? Trait.TIME_WITH_Z : Trait.TIME_WITH_OFFSET);
  }

  /** What a part of the same message holds. */
  void add(Census part) {
    part.elements.forEach((name, count) -> elements.merge(name, count, Long::sum));
    part.objects.forEach((name, count) -> objects.merge(name, count, Long::sum));
    part.codes.forEach((name, counts) -> counts.forEach((what, count) -> codes.computeIfAbsent(name, _ -> new LinkedHashMap<>())
      .merge(what, count, Long::sum)));
    part.traits.forEach((trait, count) -> traits.merge(trait, count, Long::sum));
    part.devices.forEach(this::device);
    part.examples.stream().limit(Math.max(0, EXAMPLES - examples.size())).forEach(examples::add);
    part.first().ifPresent(this::measured);
    part.last().ifPresent(this::measured);
  }

  private void seen(Trait trait) { traits.merge(trait, 1L, Long::sum); }

  private static void count(Map<String, Long> counts, String what) {
    counts.merge(counts.size() < MOST_KINDS || counts.containsKey(what) ? what : OTHERS, 1L, Long::sum);
  }

  /** Children of the noun's element, by name. */
  public Map<String, Long> objects() { return Collections.unmodifiableMap(objects); }

  /** @param element MeterReading, IntervalBlocks, IntervalReadings or Readings */
  public long count(String element) {
    return elements.getOrDefault(element, 0L);
  }

  /** How often each code stands in {@code element}: ReadingType, EndDeviceEventType or EndDeviceControlType. */
  public Map<String, Long> codes(String element) {
    return Collections.unmodifiableMap(codes.getOrDefault(element, Map.of()));
  }

  /** Options of the Request, StartTime and EndTime among them. */
  public Map<String, String> options() {
    return Collections.unmodifiableMap(options);
  }

  /** Result of a Reply; empty when there is none. */
  public String result() { return result; }

  /** Code and reason of the Reply's Errors, and how often. */
  public Map<String, Long> replyErrors() {
    return Collections.unmodifiableMap(replyErrors);
  }

  /** Different mRIDs of meters, devices and usage points. */
  public int devices() { return devices.size(); }

  public boolean isEveryDeviceCounted() { return devices.size() < MOST_DEVICES; }

  /** The first names or mRIDs. */
  public List<String> examples() { return List.copyOf(examples); }

  /** The first and the last time of a value. */
  public Optional<Instant> first() { return Optional.ofNullable(first); }

  public Optional<Instant> last() { return Optional.ofNullable(last); }

  public long count(Trait trait) { return traits.getOrDefault(trait, 0L); }
}
