package meridian.cim.dialect;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

import meridian.model.config.BadSetting;
import meridian.model.config.Setting;
import meridian.model.config.Settings;

/**
 * {@code partners.NAME}, or the file {@code NAME.yaml} in the folder {@code cim.partners}: how one partner speaks. What a message tells of
 * itself, its namespaces and its wrapping, needs no profile: it is understood and answered in kind.
 *
 * @param codes each {@code theirs = ours}
 */
public record PartnerProfile(
  @Setting(value = "", says = "Header.Source of the partner's messages, where * stands for anything: MDM, ACME-*. Empty: none is known by it.") Set<String> sources,
  @Setting(value = "", says = "User/UserID in the Header of the partner's messages, likewise; either is enough.") Set<String> users,
  @Setting(value = "2013", says = "Edition of the envelope in what the hub sends by itself: 2008-draft, 2010-draft, 2011-draft, 2013 or 2022.") String envelope,
  @Setting(value = "", says = "What namespaces of wrapper elements begin with, for example http://iec.ch/TC57/2015/; empty: as the envelope's edition has it.") String wrappers,
  @Setting(value = "http://iec.ch/TC57/2011/", says = "What namespaces of payloads begin with.") String payloads,
  @Setting(value = "both", says = "How the hub names devices to the partner: both (mRID and Names), names, mrid, or serial (the name in place of the mRID). In messages from him all are taken.") String identify,
  @Setting(value = "as-stored", says = "How values go out: as-stored, readings (each value a Reading), or interval-blocks (equally spaced values of one type together).") String values,
  @Setting(value = "false", says = "Whether the partner's events have 0 (any device) where the hub's have 3 (electric meter): 0.26.0.85 for 3.26.0.85. Both ways.") boolean eventTypeZero,
  @Setting(value = "", says = "The partner's own codes of ReadingTypes, events, controls and qualities, each with the hub's: KWH = 0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0; or tables PROFILE, or tables PROFILE in FOLDER: OBIS codes and event codes by the rows of that profile (* for all) in readings.csv and events.csv, those of the folder before those shipped. Both ways.") List<String> codes,
  @Setting(value = "", says = "Time zone of times that come without one, for example Europe/Berlin; empty: they are refused.") String zone,
  @Setting(value = "false", says = "Whether times go out with the offset of that zone instead of Z.") boolean localTimes,
  @Setting(value = "", says = "As cim.partial-success, for this partner: failed, partial or nothing; empty: as the hub does for all.") String partialSuccess,
  @Setting(value = "false", says = "Whether payloads go out compressed (Payload/Compressed: gzip in base64).") boolean compressed) {

  private static final Pattern BASE = Pattern.compile("http://(www\\.)?iec\\.ch/TC57/20\\d\\d/");

  /** Who speaks as the standard does, and whom no profile names. */
  public static final PartnerProfile NONE = Settings.defaults(PartnerProfile.class);

  /** How a device is told to a partner. */
  enum Identify {
    BOTH, NAMES, MRID, SERIAL
  }

  /** How a partner wants values. */
  enum Values {
    AS_STORED, READINGS, INTERVAL_BLOCKS
  }

  public PartnerProfile {
    if (Edition.find(envelope).isEmpty()) throw new BadSetting("envelope", "one of " + Edition.keys());
    if (!wrappers.isEmpty()) base("wrappers", wrappers);
    base("payloads", payloads);
    oneOf("identify", identify, Identify.values());
    oneOf("values", values, Values.values());
    new Codes(codes);
    if (!zone.isEmpty()) {
      try {
        ZoneId.of(zone);
      } catch (DateTimeException unknown) {
        throw new BadSetting("zone", "the name of a time zone, such as Europe/Berlin");
      }
    }
    if (localTimes && zone.isEmpty()) throw new BadSetting("local-times", "false as long as no zone is given");
    if (!Set.of("", "failed", "partial", "nothing").contains(partialSuccess))
      throw new BadSetting("partial-success", "failed, partial, nothing, or to be empty");
  }

  private static void base(String key, String value) {
    if (!BASE.matcher(value).matches()) throw new BadSetting(key, "the beginning of namespaces, such as http://iec.ch/TC57/2011/");
  }

  private static void oneOf(String key, String value, Enum<?>[] all) {
    if (Arrays.stream(all).noneMatch(one -> text(one).equals(value)))
      throw new BadSetting(key, "one of " + String.join(", ", Arrays.stream(all).map(PartnerProfile::text).toList()));
  }

  private static String text(Enum<?> one) { return one.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

  Identify identification() { return Identify.valueOf(identify.toUpperCase(Locale.ROOT)); }

  Values form() { return Values.valueOf(values.toUpperCase(Locale.ROOT).replace('-', '_')); }

  Optional<ZoneId> timeZone() { return zone.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(zone)); }

  /** What the partner's namespaces are when no message of his says so. */
  Namespaces namespaces() {
    Edition edition = Edition.find(envelope).orElseThrow();
    return new Namespaces(edition.envelope(), wrappers.isEmpty() ? edition.wrappers() : wrappers, payloads);
  }

  /** Whether a message of this Header is his. */
  boolean isOf(String source, String user) {
    return any(sources, source) || any(users, user);
  }

  boolean isKnownByHeader() { return !sources.isEmpty() || !users.isEmpty(); }

  private static boolean any(Set<String> patterns, String text) {
    Function<String, Pattern> compile = pattern -> Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    return !text.isEmpty() && patterns.stream().map(compile).anyMatch(pattern -> pattern.matcher(text).matches());
  }

  /** Whether anything of it concerns the texts of a message, beyond its namespaces. */
  boolean changesTexts() {
    return eventTypeZero || !codes.isEmpty() || !zone.isEmpty();
  }
}
