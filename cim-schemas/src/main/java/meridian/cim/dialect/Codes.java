package meridian.cim.dialect;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import meridian.cim.code.CodeMappings;
import meridian.model.config.BadSetting;
import meridian.model.event.EndDeviceEventType;
import meridian.model.metering.ReadingType;

/** Two columns of codes: a partner's and ours; those written one by one, then those of tables. Immutable. */
final class Codes {
  /** The elements whose {@code ref} is a code. */
  static final Set<String> ELEMENTS = Set.of("ReadingType", "EndDeviceEventType", "EndDeviceControlType", "ReadingQualityType");
  private static final String EVENT = "EndDeviceEventType";

  private static final String READING = "ReadingType";
  private static final Pattern TABLES = Pattern.compile("tables ([\\w.*-]+)(?: in (.+))?");
  /** By folder, empty for those shipped: a profile is made anew for every message. */
  private static final Map<String, CodeMappings> READ = new ConcurrentHashMap<>();

  /** @param profile whose rows are meant */
  private record Tables(CodeMappings mappings, String profile) {}

  private final List<Tables> tables = new ArrayList<>();
  private final Map<String, String> ours = new HashMap<>();
  private final Map<String, String> theirs = new HashMap<>();

  /**
   * @param lines each {@code theirs = ours}, where a code stands once in its column, for the way back; or {@code tables idis}, or
   *        {@code tables idis in FOLDER}: that profile's rows of {@link CodeMappings}
   */
  Codes(List<String> lines) {
    for (String line : lines) {
      Matcher named = TABLES.matcher(line.strip());
      if (named.matches()) {
        tables.add(new Tables(mappings(named.group(2) == null ? "" : named.group(2).strip()), named.group(1)));
        continue;
      }
      String[] columns = line.split("=", -1);
      if (columns.length != 2 || columns[0].isBlank() || columns[1].isBlank())
        throw new BadSetting("codes", "lines of two codes, THEIRS = OURS, or tables PROFILE in FOLDER; \"" + line + "\" is none");
      String their = columns[0].strip();
      String our = columns[1].strip();
      if (ours.put(their, our) != null || theirs.put(our, their) != null)
        throw new BadSetting("codes", "each code once in its column, for the way back; \"" + line + "\" has one again");
    }
  }

  /** @param element {@link #ELEMENTS} or another */
  String ours(String element, String code, boolean eventTypeZero) {
    String mapped = ours.get(code.strip());
    if (mapped != null) return mapped;
    for (Tables table : tables) {
      Optional<String> found = switch (element) {
        case READING -> table.mappings.readingType(table.profile, code.strip()).map(ReadingType::code);
        case EVENT -> table.mappings.event(table.profile, code.strip()).map(EndDeviceEventType::code);
        default -> Optional.empty();
      };
      if (found.isPresent()) return found.get();
    }
    return eventTypeZero && element.equals(EVENT) && isEvent(code, "0.") ? "3" + code.strip().substring(1) : code;
  }

  String theirs(String element, String code, boolean eventTypeZero) {
    String mapped = theirs.get(code);
    if (mapped != null) return mapped;
    for (Tables table : tables) {
      Optional<String> found = switch (element) {
        case READING -> ReadingType.find(code).flatMap(type -> table.mappings.obis(table.profile, type));
        case EVENT -> EndDeviceEventType.find(code).flatMap(type -> table.mappings.eventCode(table.profile, type));
        default -> Optional.empty();
      };
      if (found.isPresent()) return found.get();
    }
    return eventTypeZero && element.equals(EVENT) && isEvent(code, "3.") ? "0" + code.substring(1) : code;
  }

  private static CodeMappings mappings(String folder) {
    try {
      return READ.computeIfAbsent(folder, path -> path.isEmpty() ? CodeMappings.shipped() : CodeMappings.open(Path.of(path)));
    } catch (IllegalArgumentException | UncheckedIOException wrong) {
      throw new BadSetting("codes", "tables without fault: " + wrong.getMessage());
    }
  }

  private static boolean isEvent(String code, String begins) {
    return code.strip().startsWith(begins) && code.strip().matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
  }
}
