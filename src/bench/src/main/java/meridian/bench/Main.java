package meridian.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the named measurements, or all, one after another and each in a JVM of its own, so that none warms or spoils another. */
public final class Main {
  private record Entry(String says, Bench bench) {}

  private static final Map<String, Entry> BENCHES = new LinkedHashMap<>();
  static {
    BENCHES.put("dlms", new Entry("DLMS sessions of the adapter beside a bare codec-and-socket loop", new DlmsBench()));
    BENCHES.put("flow", new Entry("Readings end to end: wire, store, CIM, acknowledged by the broker",
      new FlowBench(List.of(new FlowBench.Size(200, Duration.ofSeconds(5), 3), new FlowBench.Size(2_000, Duration.ofSeconds(8), 3)))));
    BENCHES.put("flow-20000",
      new Entry("The same with 20,000 meters", new FlowBench(List.of(new FlowBench.Size(20_000, Duration.ofSeconds(60), 1)))));
    BENCHES.put("event", new Entry("A last gasp on the wire until the map's frame", new EventBench()));
    BENCHES.put("start", new Entry("From JVM start to ready, and to the first reading on the map", new StartBench()));
    BENCHES.put("store", new Entry("Readings into the store, CIM in, durable", new StoreBench()));
    BENCHES.put("store-month", new Entry("Questions to a month of 20,000 meters", new QueryBench(20_000)));
    BENCHES.put("store-month-100000", new Entry("The same of 100,000 meters", new QueryBench(100_000)));
    BENCHES.put("deliver", new Entry("From the outbox to a durable subscription of the broker", new DeliverBench()));
    BENCHES.put("journal", new Entry("What the journal costs the messages that pass it", new JournalBench()));
    BENCHES.put("cim", new Entry("CIM messages out and in", new CimBench()));
    BENCHES.put("soap", new Entry("Small SOAP requests, validated and answered", new SoapBench()));
    BENCHES.put("tiles", new Entry("Map tiles of a million meters", new TilesBench()));
  }

  /** Those that are run when none is named. */
  private static final List<String> EACH = BENCHES.keySet().stream().filter(name -> !name.equals("store-month-100000")).toList();

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0 && args[0].equals("soak")) {
      new SoakBench(Duration.ofMinutes(args.length > 1 ? Long.parseLong(args[1]) : 10))
        .run(new Table("soak", "Readings and events without end, and the heap in use after collections", System.out));
      return;
    }
    List<String> names = args.length == 0 ? EACH : List.of(args);
    for (String name : names) {
      if (!BENCHES.containsKey(name)) {
        System.err.println("hub: no measurement named " + name + "; there are " + String.join(", ", BENCHES.keySet()));
        System.exit(2);
      }
    }
    if (names.size() == 1) run(names.getFirst());
    else if (runEach(names) > 0) System.exit(1);
  }

  private static void run(String name) throws Exception {
    Entry entry = BENCHES.get(name);
    entry.bench.run(new Table(name, entry.says, System.out));
  }

  private static int runEach(List<String> names) throws IOException, InterruptedException {
    int failed = 0;
    for (String name : names) {
      List<String> command = new ArrayList<>(List.of(Jvm.program("java")));
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), name));
      Process one = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(one::destroy, "stop " + name));
      if (one.waitFor() != 0) failed++;
    }
    return failed;
  }
}
