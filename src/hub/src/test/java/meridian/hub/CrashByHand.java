package meridian.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code ./hub crash}: as many kills as asked for, then the table. */
final class CrashByHand {
  /** Kills between two comparisons. */
  private static final int CHAPTER = 10;

  private CrashByHand() {}

  public static void main(String[] args) throws Exception {
    var store = TestStore.Kind.H2;
    int kills = 20;
    long seed = 1;
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--store" -> store = TestStore.Kind.valueOf(args[i + 1].toUpperCase(Locale.ROOT));
        case "--kills" -> kills = Integer.parseInt(args[i + 1]);
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        default -> throw new IllegalArgumentException("there are --store h2|postgis, --kills N and --seed N, was " + args[i]);
      }
    }
    System.exit(run(store, kills, seed) ? 0 : 1);
  }

  /** A chapter's seed is the first one plus its number, so one that fails can be run alone. @return whether all was well */
  private static boolean run(TestStore.Kind store, int kills, long seed) throws Exception {
    Path folder = Files.createTempDirectory("meridian-crash");
    System.out.println("the hub's log is in " + folder);
    long began_ns = System.nanoTime();
    var tally = new Tally();
    List<String> defects = new ArrayList<>();
    try (var run = new CrashRun(store, folder, tally)) {
      for (int done = 0; done < kills && defects.isEmpty(); done += CHAPTER) {
        long chapter = seed + done / CHAPTER;
        defects.addAll(run.run(chapter, Math.min(CHAPTER, kills - done)));
        System.out.printf("%4d kills, %s, seed %d: %d readings, %d events, %d commands, %s%n", tally.kills(), since(began_ns), chapter,
          tally.readingsDelivered, tally.eventsConfirmed, tally.controls, defects.isEmpty() ? "all well" : defects.size() + " defects");
      }
    }
    System.out.printf("%n%s, %d kills, seed %d, %s%n%n%s", store, tally.kills(), seed, since(began_ns), tally.table());
    defects.stream().limit(100).forEach(System.out::println);
    return defects.isEmpty();
  }

  private static String since(long began_ns) {
    Duration took = Duration.ofNanos(System.nanoTime() - began_ns);
    return "%d min %02d s".formatted(took.toMinutes(), took.toSecondsPart());
  }
}
