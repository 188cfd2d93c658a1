package meridian.cim.code;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import meridian.model.event.EndDeviceEventType;
import meridian.model.metering.ReadingType;

/**
 * What others' codes are in ours, and back: OBIS codes by {@code readings.csv}, event codes by {@code events.csv}. A profile names a vendor
 * or a partner; its rows go before those of {@code *}. Immutable.
 */
public final class CodeMappings {
  /** A-B:C.D.E, with *F or &F, or six numbers with dots. */
  private static final Pattern OBIS = Pattern
    .compile("(\\d{1,3})[-.](\\d{1,3})[:.](\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:[.*&](\\d{1,3}))?");
  private static final String ANY = "*";

  private record Key(String profile, Object code) {}

  private final Map<Key, ReadingType> readingTypes = new HashMap<>();
  private final Map<Key, String> obis = new HashMap<>();
  private final Map<Key, EndDeviceEventType> events = new HashMap<>();
  private final Map<Key, String> eventCodes = new HashMap<>();

  private CodeMappings(@Nullable Path folder) {
    var readings = new MappingFile<>("readings.csv", CodeMappings::canonical, "an OBIS code such as 1-0:1.8.0", ReadingType::find,
      "a ReadingType of 18 integers with dots");
    load(readings, folder, readingTypes, obis);
    var eventFile = new MappingFile<>("events.csv",
      code -> code.matches("[^\\s,\"]{1,64}") ? Optional.of(code) : Optional.<String>empty(),
      "an event code: up to 64 characters without blanks",
      EndDeviceEventType::find, "an EndDeviceEventType of 4 integers with dots");
    load(eventFile, folder, events, eventCodes);
  }

  /** Those we ship. */
  public static CodeMappings shipped() { return new CodeMappings(null); }

  /**
   * A user's {@code readings.csv} and {@code events.csv}, each where there is one; what they do not say, those we ship do.
   *
   * @throws IllegalArgumentException naming file, line and column of what is wrong, one to a line
   */
  public static CodeMappings open(Path folder) { return new CodeMappings(folder); }

  /** @param code in any of its notations; the storage number (F) may be left out */
  public Optional<ReadingType> readingType(String profile, String code) {
    return canonical(code).flatMap(canonical -> find(readingTypes, profile, canonical));
  }

  /** As {@code 1-0:1.8.0}; of several the first of the file. */
  public Optional<String> obis(String profile, ReadingType type) {
    return find(obis, profile, type).filter(code -> readingType(profile, code).filter(type::equals).isPresent());
  }

  public Optional<EndDeviceEventType> event(String profile, String code) { return find(events, profile, code); }

  /** A vendor's code; of several the first of the file. */
  public Optional<String> eventCode(String profile, EndDeviceEventType type) {
    return find(eventCodes, profile, type).filter(code -> event(profile, code).filter(type::equals).isPresent());
  }

  /** Back again, a code may have been given another meaning by a row that goes first: callers look. */
  private static <V> Optional<V> find(Map<Key, V> map, String profile, Object code) {
    return Optional.ofNullable(map.get(new Key(profile, code))).or(() -> Optional.ofNullable(map.get(new Key(ANY, code))));
  }

  private static <T> void load(MappingFile<T> file, @Nullable Path folder, Map<Key, T> there, Map<Key, String> back) {
    Path own = folder == null ? null : folder.resolve(file.name());
    List<MappingFile.Row<T>> theUsers = own == null || !Files.exists(own) ? List.of() : file.read(own);
    Stream.concat(theUsers.stream(), file.shipped().stream()).forEach(row -> {
      there.putIfAbsent(new Key(row.profile(), row.theirs()), row.ours());
      back.putIfAbsent(new Key(row.profile(), row.ours()), row.theirs());
    });
  }

  private static Optional<String> canonical(String code) {
    Matcher matcher = OBIS.matcher(code);
    if (!matcher.matches()) return Optional.empty();
    int[] groups = new int[6];
    for (int i = 0; i < 6; i++) {
      groups[i] = matcher.group(i + 1) == null ? 255 : Integer.parseInt(matcher.group(i + 1));
      if (groups[i] > 255) return Optional.empty();
    }
    String five = groups[0] + "-" + groups[1] + ":" + groups[2] + "." + groups[3] + "." + groups[4];
    return Optional.of(groups[5] == 255 ? five : five + "*" + groups[5]);
  }
}
