package meridian.hub.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import meridian.cim.Census;
import meridian.cim.Census.Trait;
import meridian.cim.Examined;
import meridian.cim.Wrapping;
import meridian.cim.dialect.PartnerProfile;
import meridian.model.metering.ReadingType;

/** A partner's profile as his messages suggest it, every line with what it rests on. */
final class Learned {
  /** The characters a YAML value may have without quotes, here. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:#-]*[A-Za-z0-9_/]");

  /** What need not be said. */
  private static final String ENVELOPE = PartnerProfile.NONE.envelope();
  private static final String BASE = PartnerProfile.NONE.payloads();

  private final List<Examined> messages = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int samples;

  void add(String file, Examined message) {
    samples++;
    if (message.root().isEmpty()) {
      notes.add(file + " holds no message and says nothing");
      return;
    }
    if (!message.valid()) notes.add(file + " is not valid, ./hub check shows why; it counts all the same");
    messages.add(message);
  }

  /** The file's text. */
  String yaml() {
    var lines = new ArrayList<String>();
    lines.add("# Proposed from " + samples + " messages. Read it, mend it, save it as partners/NAME.yaml.");
    notes.forEach(note -> lines.add("# " + note));
    if (messages.isEmpty()) return String.join("\n", lines) + "\n";
    source(lines);
    namespaces(lines);
    identification(lines);
    values(lines);
    events(lines);
    codes(lines);
    times(lines);
    compressed(lines);
    return String.join("\n", lines) + "\n";
  }

  private void source(List<String> lines) {
    Map<String, Long> sources = counts(messages, message -> message.header().map(header -> header.source()).filter(s -> !s.isEmpty()));
    if (sources.isEmpty()) {
      lines.add("# sources: no message has a Header/Source; a subscriber may still name this partner");
      return;
    }
    lines.add(line("sources", list(sources.keySet()), sum(sources), sources.size() > 1 ? each(sources) : ""));
  }

  private void namespaces(List<String> lines) {
    Map<String, Long> editions = counts(messages, message -> message.wrapping().flatMap(_ -> message.dialect().editionKey()));
    choice(lines, "envelope", editions, ENVELOPE);
    Map<String, Long> wrappers = counts(messages.stream().filter(message -> message.wrapping().filter(Wrapping::isTyped).isPresent())
      .toList(), message -> Optional.of(message.dialect().namespaces().wrappers()));
    choice(lines, "wrappers", wrappers, editions.keySet().equals(Set.of(ENVELOPE)) ? BASE : "");
    choice(lines, "payloads", counts(messages.stream().filter(message -> !message.census().objects().isEmpty()).toList(),
      message -> Optional.of(message.dialect().namespaces().payloads())), BASE);
  }

  private void identification(List<String> lines) {
    long uuids = having(Trait.UUID_MRID);
    long others = having(Trait.OTHER_MRID);
    long names = having(Trait.NAME);
    if (uuids + others + names == 0) return;
    String evidence = "mRIDs that are UUIDs in " + uuids + ", mRIDs that are not in " + others + ", Names in " + names + " of "
      + messages.size() + " messages";
    if (uuids > 0 && others > 0) lines.add("# identify: conflict: " + evidence);
    else
      lines.add("identify: " + (others > 0 ? "serial" : uuids == 0 ? "names" : names == 0 ? "mrid" : "both") + "  # " + evidence);
  }

  private void values(List<String> lines) {
    long readings = having(Trait.READING);
    long intervals = having(Trait.INTERVAL_READING);
    if (readings + intervals == 0) return;
    String evidence = "Readings in " + readings + ", IntervalBlocks in " + intervals + " of " + messages.size() + " messages";
    if (readings > 0 && intervals > 0) lines.add("# values: as-stored will do: " + evidence);
    else
      lines.add("values: " + (readings > 0 ? "readings" : "interval-blocks") + "  # " + evidence);
  }

  private void events(List<String> lines) {
    long zero = having(Trait.EVENT_TYPE_ZERO);
    long meter = having(Trait.EVENT_TYPE_METER);
    if (zero == 0) return;
    String evidence = "codes that begin with 0 in " + zero + ", others in " + meter + " of " + messages.size() + " messages";
    lines.add(meter > 0 ? "# event-type-zero: conflict: " + evidence : "event-type-zero: true  # " + evidence);
  }

  private void codes(List<String> lines) {
    var unknown = new TreeMap<String, Long>();
    for (Examined message : messages) {
      unknown(message, "ReadingType", code -> ReadingType.find(code).isEmpty(), unknown);
      unknown(message, "EndDeviceEventType", code -> !code.matches("\\d+(\\.\\d+){3}"), unknown);
      unknown(message, "EndDeviceControlType", code -> !code.matches("\\d+(\\.\\d+){3}"), unknown);
    }
    if (unknown.isEmpty()) return;
    lines.add("# codes: put the standard's code behind each of the partner's own and take the # away");
    unknown.forEach((code, count) -> lines.add("#   - " + code + "  # seen " + count + " times"));
  }

  private static void unknown(Examined message, String element, Predicate<String> isUnknown, Map<String, Long> unknown) {
    message.census().codes(element).entrySet().stream().filter(of -> isUnknown.test(of.getKey()))
      .forEach(of -> unknown.merge(of.getKey() + " = (" + element + ")", of.getValue(), Long::sum));
  }

  private void times(List<String> lines) {
    long without = having(Trait.TIME_WITHOUT_ZONE);
    long offset = having(Trait.TIME_WITH_OFFSET);
    if (without > 0)
      lines.add("# zone: must be given, for example Europe/Berlin  # times without a zone in " + without + " of "
        + messages.size() + " messages");
    if (offset > 0)
      lines.add("# local-times: true is possible, with a zone  # times with an offset in " + offset + " of " + messages.size()
        + " messages, with Z in " + having(Trait.TIME_WITH_Z));
  }

  private void compressed(List<String> lines) {
    long compressed = messages.stream().filter(Examined::compressed).count();
    if (compressed > 0) lines.add(line("compressed", "true", compressed, ""));
  }

  private void choice(List<String> lines, String key, Map<String, Long> counts, String unlessIs) {
    if (counts.isEmpty()) return;
    if (counts.size() > 1) lines.add("# " + key + ": conflict: " + each(counts));
    else if (!counts.containsKey(unlessIs))
      lines.add(line(key, quoted(counts.keySet().iterator().next()), sum(counts), ""));
  }

  private String line(String key, String value, long seen, String more) {
    return key + ": " + value + "  # seen in " + seen + " of " + messages.size() + " messages" + (more.isEmpty() ? "" : ": " + more);
  }

  private long having(Trait trait) { return messages.stream().map(Examined::census).filter(census -> has(census, trait)).count(); }

  private static boolean has(Census census, Trait trait) { return census.count(trait) > 0; }

  private static Map<String, Long> counts(List<Examined> messages, Function<Examined, Optional<String>> what) {
    var counts = new LinkedHashMap<String, Long>();
    messages.forEach(message -> what.apply(message).ifPresent(one -> counts.merge(one, 1L, Long::sum)));
    return counts;
  }

  private static long sum(Map<String, Long> counts) { return counts.values().stream().mapToLong(Long::longValue).sum(); }

  private static String each(Map<String, Long> counts) {
    return counts.entrySet().stream().map(of -> of.getKey() + " in " + of.getValue()).collect(Collectors.joining(", "));
  }

  private static String list(Iterable<String> values) {
    var quoted = new ArrayList<String>();
    values.forEach(value -> quoted.add(quoted(value)));
    return "[" + String.join(", ", quoted) + "]";
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
