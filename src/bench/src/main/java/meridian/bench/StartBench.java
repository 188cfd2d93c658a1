package meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import meridian.services.live.MeterState;

/**
 * JVM start until ready, of an empty hub; until ready and until the first meter has answered and shows so on the map, of the demo. As the
 * launcher starts it, and with an AOT cache of JDK 25 made by a run before. Each start has a fresh folder. Medians. The limit beside is
 * {@code java -version}: a JVM that starts and ends with nothing to do.
 */
final class StartBench implements Bench {
  private static final int TIMES = 3;
  private static final long PATIENCE_s = 60;

  /** Milliseconds since the JVM was started; and the processor time it had used when it was ready, which other work on the machine leaves as it is. */
  private record Started(double ready_ms, double onMap_ms, double cpu_ms) {}

  @FunctionalInterface
  private interface Starter {
    HubProcess start(Path folder, List<String> flags) throws IOException;
  }

  @Override
  public void run(Table table) throws Exception {
    Paths.expectBuilt();
    try (var scratch = Scratch.make("start")) {
      double bare_ms = bareJvm(scratch);
      Path emptyCache = scratch.resolve("empty.aot");
      Path demoCache = scratch.resolve("demo.aot");
      var made = new Made(scratch);
      Started empty = made.median(HubProcess::empty, Jvm.HUB_FLAGS, false);
      table.row("empty hub, processor ms until ready", empty.cpu_ms, "");
      table.row("empty hub, ready, ms", empty.ready_ms, bare_ms, "java -version");
      Started demo = made.median(HubProcess::demo, Jvm.HUB_FLAGS, true);
      table.row("demo, processor ms until ready", demo.cpu_ms, "");
      table.row("demo, ready, ms", demo.ready_ms, bare_ms, "java -version");
      table.row("demo, first reading on the map, ms", demo.onMap_ms, 15_000, "the design's promise");
      made.train(HubProcess::empty, emptyCache, false);
      made.train(HubProcess::demo, demoCache, true);
      Started emptyAot = made.median(HubProcess::empty, using(emptyCache), false);
      table.row("empty hub, processor ms, with AOT cache", emptyAot.cpu_ms, empty.cpu_ms, "without the cache");
      table.row("empty hub, ready, with AOT cache, ms", emptyAot.ready_ms, empty.ready_ms, "without the cache");
      Started demoAot = made.median(HubProcess::demo, using(demoCache), true);
      table.row("demo, processor ms, with AOT cache", demoAot.cpu_ms, demo.cpu_ms, "without the cache");
      table.row("demo, ready, with AOT cache, ms", demoAot.ready_ms, demo.ready_ms, "without the cache");
      table.row("demo, first reading, with AOT cache, ms", demoAot.onMap_ms, demo.onMap_ms, "without the cache");
      table.note("promise: an empty hub within 3,000 ms, the demo's first reading within 15,000 ms; medians of %d", TIMES);
      table.note("AOT caches: %d MB and %d MB", Files.size(emptyCache) >> 20, Files.size(demoCache) >> 20);
    }
  }

  private static List<String> using(Path cache) {
    List<String> flags = new ArrayList<>(Jvm.HUB_FLAGS);
    flags.add("-XX:AOTCache=" + cache);
    return flags;
  }

  private static double bareJvm(Scratch scratch) throws IOException, InterruptedException {
    var took_ms = new double[TIMES];
    for (int i = 0; i < TIMES; i++) {
      long start_ns = System.nanoTime();
      Process process = new ProcessBuilder(Jvm.program("java"), "-version").redirectErrorStream(true)
        .redirectOutput(scratch.resolve("version").toFile())
        .start();
      process.waitFor();
      took_ms[i] = (System.nanoTime() - start_ns) / 1e6;
    }
    return median(took_ms);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Starts in folders of their own. */
  private static final class Made {
    private final Scratch scratch;
    private int starts;

    Made(Scratch scratch) { this.scratch = scratch; }

    Started median(Starter starter, List<String> flags, boolean meters) throws IOException, InterruptedException {
      var ready_ms = new double[TIMES];
      var onMap_ms = new double[TIMES];
      var cpu_ms = new double[TIMES];
      for (int i = 0; i < TIMES; i++) {
        Started one = once(starter, flags, meters);
        ready_ms[i] = one.ready_ms;
        onMap_ms[i] = one.onMap_ms;
        cpu_ms[i] = one.cpu_ms;
      }
      return new Started(StartBench.median(ready_ms), StartBench.median(onMap_ms), StartBench.median(cpu_ms));
    }

    /** A run whose end leaves the cache. */
    void train(Starter starter, Path cache, boolean meters) throws IOException, InterruptedException {
      List<String> flags = new ArrayList<>(Jvm.HUB_FLAGS);
      flags.add("-XX:AOTCacheOutput=" + cache);
      once(starter, flags, meters);
      if (!Files.exists(cache)) throw new IOException("the JVM left no AOT cache");
    }

    private Started once(Starter starter, List<String> flags, boolean meters) throws IOException, InterruptedException {
      Path folder = scratch.resolve("start" + starts++);
      try (var hub = starter.start(folder, flags)) {
        long ready_ns = hub.awaitReady();
        double cpu_ms = Machine.cpu(hub.handle()).toMillis();
        return new Started((ready_ns - hub.started_ns) / 1e6, meters ? (firstOnMap(hub) - hub.started_ns) / 1e6 : 0, cpu_ms);
      }
    }

    private static long firstOnMap(HubProcess hub) throws IOException, InterruptedException {
      var first = new CountDownLatch(1);
      var at = new AtomicLong();
      try (var live = hub.live()) {
        live.tell((_, state, at_ns) -> {
          if (state == MeterState.ON.ordinal() && at.compareAndSet(0, at_ns)) first.countDown();
        });
        if (!first.await(PATIENCE_s, TimeUnit.SECONDS))
          throw new IOException("no meter answered within " + PATIENCE_s + " s: " + hub.log());
      }
      return at.get();
    }
  }
}
