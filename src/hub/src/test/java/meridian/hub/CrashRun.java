package meridian.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.store.PostgresServer;

/**
 * A hub, a process of its own, that is killed again and again as kill -9 does, and started again on what it kept; its meters, its
 * enterprise and its database live on beside it. One seed determines the kinds of moments, the time until each, and the traffic. After some
 * kills everything comes to rest, and the books of the meters, of the subscribers and of the hub are compared.
 */
final class CrashRun implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);
  static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration BACKFILL = Duration.ofHours(2);
  private static final int METERS = 60;
  private static final int CALLING = 24;
  private static final int OPERATORS = 3;
  /** A quarter hour is three seconds. */
  private static final int SPEED = 300;

  /** When the hub is killed. */
  enum Moment {
    STARTING, ANY, STORM, CONTROL_TAKEN, COLLECTION, EVENT_CONFIRMED, MESSAGE_TAKEN,
    /** After a life in which the hub's clock, and nobody else's, ran some days ahead; the next one has the right time again. */
    CLOCK_AHEAD,
    /** Not the hub but its database server, under load; on an embedded store as {@link #ANY}. */
    DATABASE
  }

  final TestTown town;
  final CallingMeters calling;
  final Operators operators;
  final Enterprise enterprise;
  final Books topics = new Books("topics");
  final SoapSubscriber endpoint;
  final TestStore store;
  private final Path log;
  private final Map<String, Object> settings;
  private final Tally tally;
  /** Events found in the hub's store. */
  final Set<Mrid> storedEvents = new HashSet<>();
  private Instant compared;
  private HubProcess hub;

  /** @param folder empty; everything is kept in there */
  CrashRun(TestStore.Kind kind, Path folder, Tally tally) throws Exception {
    this.tally = tally;
    log = folder.resolve("hub.log");
    store = TestStore.start(kind);
    town = new TestTown(folder, METERS, SPEED);
    compared = town.clock.instant().minus(BACKFILL);
    enterprise = new Enterprise(town.jmsPort, (_, heard) -> topics.hear(heard.messageId(), heard.text()));
    endpoint = new SoapSubscriber("endpoint");
    operators = new Operators(town, enterprise.replyUrl(), OPERATORS);
    List<Meter> plain = town.grid.meters().stream().filter(meter -> meter.model().equals("ML4")).limit(CALLING).toList();
    calling = new CallingMeters(plain, town.callPort, town.clock);
    settings = town.settings();
    settings.putAll(store.settings());
    settings.put("cim.control-valid-for", "90d"); // of the town's time
    settings.put("field.backfill", BACKFILL.toHours() + "h");
    TestTown.subscribe(settings, Map.of("endpoint", endpoint.url()), "10s");
    settings.put("hub.collect", false);
    hub = start();
    awaitReady();
    Waiting.until("subscriptions", PATIENCE, enterprise::isSubscribed);
    hub.kill();
    settings.put("hub.collect", true);
  }

  /**
   * Kills that often, then compares.
   *
   * @return what was wrong; empty when all is well
   */
  List<String> run(long seed, int kills) throws Exception {
    var random = new SplittableRandom(seed);
    calling.begin(random.nextLong());
    operators.begin(random.nextLong());
    List<Moment> moments = moments(random, kills);
    for (Moment moment : moments) {
      live(moment, random.split());
      tally.kills.merge(moment, 1, Integer::sum);
    }
    hub = start();
    awaitReady();
    calling.end();
    operators.end();
    var comparison = new Comparison(this, compared);
    List<String> defects = comparison.compare(tally);
    compared = comparison.settled;
    hub.kill();
    return defects;
  }

  /** Each kind comes before any comes again, in an order of the seed's. */
  private static List<Moment> moments(SplittableRandom random, int kills) {
    List<Moment> moments = new ArrayList<>();
    while (moments.size() < kills) {
      List<Moment> kinds = new ArrayList<>(List.of(Moment.values()));
      Collections.shuffle(kinds, random);
      moments.addAll(kinds);
    }
    return moments.subList(0, kills);
  }

  /** One life, from the start to the kill. */
  private void live(Moment moment, SplittableRandom random) throws Exception {
    if (moment == Moment.CLOCK_AHEAD) settings.put("clock.origin", town.clock.origin().plus(Duration.ofHours(1 + random.nextInt(72))));
    hub = start();
    settings.put("clock.origin", town.clock.origin());
    if (moment == Moment.STARTING) {
      Thread.sleep(200 + random.nextInt(4_000));
      hub.kill();
      return;
    }
    awaitReady();
    Thread.sleep(random.nextInt(400));
    switch (moment) {
      case STARTING, ANY, CLOCK_AHEAD -> Thread.sleep(random.nextInt(2_500));
      case STORM -> {
        calling.storm(true);
        Thread.sleep(50 + random.nextInt(700));
      }
      case CONTROL_TAKEN -> killAt(operators::onNextTaken, random.nextInt(3) == 0 ? 0 : random.nextInt(120));
      case COLLECTION -> {
        Instant next = lastBoundary().plus(QUARTER);
        Waiting.until("the next quarter hour", PATIENCE, () -> !town.clock.instant().isBefore(next));
        Thread.sleep(random.nextInt(300));
      }
      case EVENT_CONFIRMED -> killAt(calling::onNextConfirmation, random.nextInt(2) == 0 ? 0 : random.nextInt(20));
      case MESSAGE_TAKEN -> killAt(endpoint::onNextTaken, random.nextInt(2) == 0 ? 0 : random.nextInt(20));
      case DATABASE -> {
        Thread.sleep(random.nextInt(1_000));
        if (store.server.isPresent()) killTheDatabase(store.server.get(), random);
      }
    }
    hub.kill();
    calling.storm(false);
  }

  /** Kills in the thread in which it happens, so that nothing comes between. */
  private void killAt(Consumer<Runnable> moment, int after_ms) throws Exception {
    var happened = new CountDownLatch(1);
    HubProcess victim = hub;
    moment.accept(() -> {
      if (after_ms == 0) victim.handle().destroyForcibly();
      happened.countDown();
    });
    if (!happened.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("nothing happened to kill the hub at: " + log);
    Thread.sleep(after_ms);
  }

  /** The hub must go on by itself: a meter gets a confirmation again. */
  private void killTheDatabase(PostgresServer server, SplittableRandom random) throws Exception {
    server.kill();
    Thread.sleep(random.nextInt(1_500));
    server.begin();
    var confirmed = new CountDownLatch(1);
    calling.onNextConfirmation(confirmed::countDown);
    if (!confirmed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
      throw new AssertionError("no event is confirmed after the database was back");
    if (!hub.isAlive()) throw new AssertionError("the hub did not outlive its database");
    Thread.sleep(random.nextInt(500));
  }

  private HubProcess start() throws IOException {
    tally.starts++;
    return HubProcess.start("run", "400m", settings, log);
  }

  private void awaitReady() throws Exception {
    HubProcess started = hub;
    Waiting.until("the hub to be ready; it says in " + log, PATIENCE, () -> {
      if (!started.isAlive()) throw new AssertionError("the hub does not start: " + tail(started));
      return town.isReady();
    });
  }

  private static String tail(HubProcess hub) throws IOException {
    List<String> lines = hub.said().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  /** The newest end of a quarter hour that has passed in the town. */
  Instant lastBoundary() {
    long quarter_s = QUARTER.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(town.clock.instant().getEpochSecond(), quarter_s) * quarter_s);
  }

  @Override
  public void close() {
    for (AutoCloseable part : Arrays.<AutoCloseable>asList(calling, operators, hub, endpoint, enterprise, town, store)) {
      try {
        part.close();
      } catch (Exception left) {
        System.err.println(part + " did not close: " + left);
      }
    }
  }
}
