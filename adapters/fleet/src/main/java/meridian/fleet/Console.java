package meridian.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fleet as a program: options in, {@code ready PORT} out, then one answer per command line until {@code stop} or the end of input. */
final class Console {
  static final int OK = 0;
  static final int WRONG_USE = 2;
  static final String SECRET = "FLEET_MASTER_SECRET";
  static final String USAGE = "usage: " + SECRET + "=<hex> Fleet --meters FILE.csv --port N [--push udp:HOST:PORT|tcp:HOST:PORT]"
    + " [--origin INSTANT] [--real-origin EPOCH_MS] [--speed X] [--seed N]";
  private static final Set<String> OPTIONS = Set.of("--meters", "--port", "--push", "--origin", "--real-origin", "--speed", "--seed");

  private Console() {}

  /** Runs to the end; answers the exit code. */
  static int run(String[] args, Map<String, String> environment, BufferedReader in, PrintStream out, PrintStream err) {
    Fleet started;
    try {
      started = Fleet.start(config(args, environment));
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println("fleet: " + e.getMessage());
      err.println(USAGE);
      return WRONG_USE;
    }
    try (Fleet fleet = started) {
      out.println("ready " + fleet.port());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(obey(fleet, line.strip()));
        if (line.strip().equals("stop")) return OK;
      }
      return OK;
    } catch (IOException e) {
      err.println("fleet: standard input broke: " + e.getMessage());
      return WRONG_USE;
    }
  }

  private static FleetConfig config(String[] args, Map<String, String> environment) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i])) throw new IllegalArgumentException("unknown option " + args[i]);
      if (i + 1 == args.length) throw new IllegalArgumentException(args[i] + " lacks its value");
      if (given.put(args[i], args[i + 1]) != null) throw new IllegalArgumentException(args[i] + " twice");
    }
    for (String needed : new String[]{"--meters", "--port"}) {
      if (!given.containsKey(needed)) throw new IllegalArgumentException(needed + " is missing");
    }
    Instant realOrigin = given.containsKey("--real-origin") ? Instant.ofEpochMilli(number("--real-origin", given)) : Instant.now();
    Instant origin = given.containsKey("--origin") ? instant(given.get("--origin")) : realOrigin;
    double speed = given.containsKey("--speed") ? decimal(given.get("--speed")) : 1;
    long port = number("--port", given);
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("--port " + port + " is not 0 to 65535");
    Optional<PushTarget> push = Optional.ofNullable(given.get("--push")).map(text -> {
      try {
        return PushTarget.parse(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("--push " + e.getMessage(), e);
      }
    });
    return new FleetConfig(MeterFile.read(Path.of(given.get("--meters"))), (int) port, push, new SimClock(origin, realOrigin, speed),
      origin,
      given.containsKey("--seed") ? number("--seed", given) : 1, secret(environment));
  }

  private static byte[] secret(Map<String, String> environment) {
    String hex = environment.get(SECRET);
    if (hex == null) throw new IllegalArgumentException("the environment variable " + SECRET + " is missing");
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      // Without the cause: its message would quote the secret.
      throw new IllegalArgumentException(SECRET + " is not hexadecimal");
    }
  }

  private static long number(String option, Map<String, String> given) {
    try {
      return Long.parseLong(given.get(option));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " " + given.get(option) + " is no whole number", e);
    }
  }

  private static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--speed " + text + " is no number", e);
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--origin " + text + " is no instant such as 2026-11-01T00:00:00Z", e);
    }
  }

  private static String obey(Fleet fleet, String line) {
    String[] words = line.split("\\s+", -1);
    String argument = words.length > 1 ? words[1] : "";
    int expected = switch (words[0]) {
      case "profile" -> 4;
      case "slow" -> 3;
      case "stop", "pushes" -> 1;
      default -> 2;
    };
    try {
      if (words.length != expected) return "error " + words[0] + " takes " + (expected - 1) + " argument(s)";
      return switch (words[0]) {
        case "outage" -> "ok " + fleet.outage(argument) + " meters";
        case "restore" -> "ok " + fleet.restore(argument) + " meters";
        case "cover-open" -> did(() -> fleet.coverOpen(argument));
        case "cover-close" -> did(() -> fleet.coverClose(argument));
        case "press-button" -> fleet.pressButton(argument) ? "ok" : "error the relay is not armed";
        case "mute" -> did(() -> fleet.mute(argument));
        case "garbage" -> did(() -> fleet.garbage(argument));
        case "half" -> did(() -> fleet.half(argument));
        case "slow" -> slow(fleet, argument, words[2]);
        case "normal" -> did(() -> fleet.normal(argument));
        case "relay" -> "ok " + new String[]{"disconnected", "connected", "ready_for_reconnection"}[fleet.relay(argument)];
        case "register" -> "ok " + fleet.register(argument);
        case "profile" -> "ok " + fleet.profile(argument, number("FROM", words[2]), number("TO", words[3]));
        case "pushes" -> "ok " + fleet.pushes();
        case "stop" -> "ok";
        default -> "error unknown command " + words[0];
      };
    } catch (IllegalArgumentException e) {
      return "error " + e.getMessage();
    }
  }

  private static String did(Runnable command) {
    command.run();
    return "ok";
  }

  private static long number(String name, String text) {
    if (!text.matches("\\d{1,12}")) throw new IllegalArgumentException(name + " " + text + " is no epoch second");
    return Long.parseLong(text);
  }

  private static String slow(Fleet fleet, String serialNumber, String millis) {
    try {
      int parsed = Integer.parseInt(millis);
      return did(() -> fleet.slow(serialNumber, parsed));
    } catch (NumberFormatException e) {
      return "error " + millis + " ms is no whole number";
    }
  }
}
