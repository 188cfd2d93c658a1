package meridian.model.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import meridian.model.CodeTable;

/** What an EndDeviceEventType is called and how much it matters, whatever the kind of device. Source: IEC 61968-9 annex E. */
public final class EventWords {
  public enum Severity {
    ALARM, WARNING, INFO
  }

  public record Label(String text, Severity severity) {}

  /** Severity, domain.subDomain.eventOrAction, words. */
  private static final Map<String, Label> LABELS = """
    alarm    26.0.85      Power lost
    alarm    26.0.47      Power lost
    alarm    26.38.85     Power lost
    alarm    26.136.47    Power lost (last gasp)
    info     26.0.216     Power restored
    info     26.136.216   Power restored
    warning  26.38.150    Under-voltage
    info     26.38.37     Under-voltage over
    warning  26.38.93     Over-voltage
    info     26.38.73     Over-voltage over
    warning  26.131.223   Phase A under-voltage
    warning  26.131.248   Phase A over-voltage
    warning  21.38.223    Voltage sag
    warning  21.38.248    Voltage swell
    alarm    12.0.257     Tampering
    alarm    12.29.39     Meter cover opened
    info     12.29.16     Meter cover closed
    alarm    12.29.212    Cover removed
    alarm    12.141.212   Meter cover opened
    info     12.141.16    Meter cover closed
    alarm    12.66.242    Magnetic field
    info     12.66.243    Magnetic field gone
    alarm    12.93.219    Reverse rotation
    alarm    12.48.219    Reverse energy
    alarm    12.6.219     Reverse run
    alarm    12.17.257    Meter turned over
    warning  12.24.85     Wrong password
    info     31.0.68      Disconnected
    info     31.0.42      Connected
    info     31.0.5       Armed for closure
    warning  31.0.85      Control failed
    info     31.26.68     Disconnected
    info     31.26.42     Connected
    warning  31.1.143     Voltage on the load side
    info     15.26.68     Switched off by hand
    info     15.26.42     Switched on by hand
    warning  15.261.139   Load limit exceeded
    info     15.261.216   Load back under its limit
    info     36.116.24    Clock changed
    info     36.116.13    Clock before change
    info     36.116.14    Clock after change
    info     36.56.24     Daylight saving changed
    warning  36.0.79      Clock error
    info     8.0.215      Demand reset
    warning  8.0.177      Demand overload
    info     11.283.280   Firmware ready
    info     11.283.4     Firmware activated
    info     20.121.4     Tariff activated
    info     17.44.28     Event log cleared
    warning  16.87.28     Load profile cleared
    warning  2.22.150     Battery low
    alarm    18.72.85     NVRAM failure
    alarm    18.85.85     RAM failure
    alarm    18.92.85     ROM failure
    alarm    35.0.40      High temperature
    """.lines().map(line -> line.split(" +", 3))
    .collect(Collectors.toUnmodifiableMap(row -> row[1], row -> new Label(row[2], Severity.valueOf(row[0].toUpperCase(Locale.ROOT)))));

  private static final CodeTable PARTS = CodeTable.of(EventWords.class, "device-codes.tsv");

  private EventWords() {}

  /** What is not known by itself is told part by part; with a part that is not known either, a code speaks for itself. */
  public static Label of(EndDeviceEventType type) {
    Label known = LABELS.get(type.domain() + "." + type.subDomain() + "." + type.eventOrAction());
    if (known != null) return known;
    return new Label(parts(type.domain(), type.subDomain(), type.eventOrAction()).orElse("Event " + type.code()), Severity.INFO);
  }

  /** The kind of device, {@code electric meter}; empty for 0, which is any. */
  public static String device(int type) {
    return PARTS.words("type", type);
  }

  /** For example {@code Security, password: changed}; empty when a part is not known. Events and controls share these numbers. */
  public static Optional<String> parts(int domain, int subDomain, int eventOrAction) {
    Optional<String> first = PARTS.find("domain", Integer.toString(domain));
    Optional<String> second = part("subDomain", subDomain, ", ");
    Optional<String> third = part("eventOrAction", eventOrAction, ": ");
    return first.flatMap(a -> second.flatMap(b -> third.map(c -> Character.toUpperCase(a.charAt(0)) + a.substring(1) + b + c)));
  }

  private static Optional<String> part(String name, int value, String before) {
    return value == 0 ? Optional.of("") : PARTS.find(name, Integer.toString(value)).map(words -> before + words);
  }
}
