package meridian.dlms;

import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import meridian.dlms.CosemClock.Deviation;

/**
 * What the operator may set. Keys and defaults are in {@link #parse}.
 *
 * @param keys derives the meters' secrets
 * @param connectTimeout longest wait for a TCP connection
 * @param port where a device listens whose address names no port
 * @param wPorts wPorts of the server and of the three clients
 * @param clientTitle system title of the management client, 8 octets
 * @param associations by model
 * @param association of a model not among them
 * @param clock how date-times of these meters are read and written
 * @param longestApdu octets; proposed to the meter, and the most that is taken
 * @param longestAnswer octets of an answer in blocks
 */
record Settings(Keys keys, Duration connectTimeout, int port, WPorts wPorts, byte[] clientTitle,
  Map<String, Association> associations, Association association, CosemClock clock, int longestApdu,
  int longestAnswer, Push push) {

  record WPorts(int server, int publicClient, int readingClient, int managementClient) {}

  /**
   * How the hub hears pushes.
   *
   * @param plain whether unciphered pushes are taken from a meter that is not known to cipher
   * @param connections most TCP connections at once
   * @param readTimeout longest a connection may take over one whole frame
   * @param queue most pushes that wait for the listener
   * @param batch most pushes in one call of the listener
   * @param meters most meters whose invocation counters are remembered
   */
  record Push(Optional<InetSocketAddress> udp, Optional<InetSocketAddress> tcp, boolean plain, int connections,
    Duration readTimeout, int queue, int batch, int meters) {}

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final String ASSOCIATION = "association.";
  private static final Map<String, Association> MODELS = Map.of("ML4", Association.LLS, "MH4", Association.HLS, "MH3", Association.HLS);

  /** @throws IllegalArgumentException names the key and, when it is no secret, the value */
  static Settings parse(Map<String, String> texts) {
    Keyed keyed = new Keyed(new HashMap<>(texts));
    Map<String, Association> associations = new HashMap<>(MODELS);
    Association association = keyed.choice(ASSOCIATION + "default", Association.HLS);
    for (String key : texts.keySet())
      if (key.startsWith(ASSOCIATION) && keyed.left.containsKey(key))
        associations.put(key.substring(ASSOCIATION.length()), keyed.choice(key, Association.HLS));
    Settings settings = new Settings(
      new Keys(keyed.secret("master-secret", 16)),
      keyed.duration("connect-timeout", "5s"),
      keyed.number("port", 4059, 1, 65_535),
      new WPorts(keyed.number("server", 1, 1, 65_535), keyed.number("client.public", 16, 1, 65_535),
        keyed.number("client.reading", 2, 1, 65_535), keyed.number("client.management", 1, 1, 65_535)),
      keyed.hex("client-title", "4D52444855420001", 8),
      Map.copyOf(associations),
      association,
      new CosemClock(keyed.zone("time-zone", "Z"), keyed.choice("clock-deviation", Deviation.STANDARD)),
      keyed.number("longest-apdu", 61_440, 128, 65_535),
      keyed.number("longest-answer", 4 << 20, 1024, 64 << 20),
      new Push(keyed.address("push.udp"), keyed.address("push.tcp"), keyed.truth("push.plain", true),
        keyed.number("push.connections", 512, 1, 100_000), keyed.duration("push.read-timeout", "10s"),
        keyed.number("push.queue", 65_536, 1, 1 << 20), keyed.number("push.batch", 4096, 1, 1 << 16),
        keyed.number("push.meters", 1_000_000, 1, 10_000_000)));
    if (!keyed.left.isEmpty()) throw new IllegalArgumentException("unknown setting " + keyed.left.keySet().iterator().next());
    return settings;
  }

  Association associationOf(String model) { return associations.getOrDefault(model, association); }

  /** Names no secret. */
  @Override
  public String toString() {
    return "Settings[port=" + port + ", associations=" + associations + ", clock=" + clock + ", push=" + push + "]";
  }

  /** Takes each key away as it is read, so that what is left is unknown. */
  private record Keyed(Map<String, String> left) {

    private Optional<String> text(String key) {
      return Optional.ofNullable(left.remove(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static IllegalArgumentException bad(String key, String must, String was) {
      return new IllegalArgumentException(key + " must be " + must + ", was " + was);
    }

    private int number(String key, int otherwise, int least, int most) {
      Optional<String> text = text(key);
      if (text.isEmpty()) return otherwise;
      String digits = text.get();
      if (digits.matches("\\d{1,9}") && Integer.parseInt(digits) >= least && Integer.parseInt(digits) <= most)
        return Integer.parseInt(digits);
      throw bad(key, "a number from " + least + " to " + most, digits);
    }

    private Duration duration(String key, String otherwise) {
      String text = text(key).orElse(otherwise);
      Matcher matcher = DURATION.matcher(text);
      if (!matcher.matches() || matcher.group(1).matches("0+"))
        throw bad(key, "a duration above zero such as 500ms, 5s, 15m", text);
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
    }

    private boolean truth(String key, boolean otherwise) {
      String text = text(key).orElse(Boolean.toString(otherwise));
      if (!text.equals("true") && !text.equals("false")) throw bad(key, "true or false", text);
      return text.equals("true");
    }

    private <E extends Enum<E>> E choice(String key, E otherwise) {
      Optional<String> text = text(key);
      if (text.isEmpty()) return otherwise;
      for (E choice : otherwise.getDeclaringClass().getEnumConstants())
        if (word(choice).equals(text.get().toLowerCase(Locale.ROOT))) return choice;
      StringBuilder words = new StringBuilder();
      for (E choice : otherwise.getDeclaringClass().getEnumConstants())
        words.append(words.isEmpty() ? "" : ", ").append(word(choice));
      throw bad(key, "one of " + words, text.get());
    }

    private static String word(Enum<?> choice) { return choice.name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    private ZoneId zone(String key, String otherwise) {
      String text = text(key).orElse(otherwise);
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw bad(key, "a time zone such as Europe/Berlin or +01:00", text);
      }
    }

    private byte[] hex(String key, String otherwise, int octets) {
      String text = text(key).orElse(otherwise);
      if (!text.matches("([0-9A-Fa-f]{2}){" + octets + "}")) throw bad(key, octets + " octets in hexadecimal", text);
      return HexFormat.of().parseHex(text);
    }

    private byte[] secret(String key, int leastOctets) {
      String text = text(key).orElseThrow(() -> new IllegalArgumentException(key + " is missing"));
      if (!text.matches("([0-9A-Fa-f]{2}){" + leastOctets + ",}"))
        throw bad(key, "at least " + leastOctets + " octets in hexadecimal", "something else");
      return HexFormat.of().parseHex(text);
    }

    private Optional<InetSocketAddress> address(String key) {
      return text(key).map(text -> {
        try {
          return HostPort.parse(text, -1);
        } catch (IllegalArgumentException e) {
          throw bad(key, "host:port", text);
        }
      });
    }
  }
}
