package meridian.services.field;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.Capability;
import meridian.adapter.Outcome;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;

/**
 * Up: reads load profile 1 and the billing registers of every meter that is installed somewhere once an interval. A meter that is new is asked
 * from the next round on, one that is gone no more. Each meter's reading goes on where the store's last
 * interval ended, so what a silent meter missed is fetched when it answers again. A round that lasts longer than an interval delays the
 * next; none is run twice. While the store keeps nothing, nobody is asked.
 */
public final class Collect implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collect.class);
  private static final Set<ReadingType> REGISTERS = Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh,
    ReadingType.ACTIVE_POWER_kW, ReadingType.VOLTAGE_A_V);
  private static final Set<ReadingType> INTERVALS = Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
    ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh);
  /** Longest period asked of a meter at once; a longer gap is closed over several rounds. */
  private static final Duration MOST_AT_ONCE = Duration.ofDays(2);

  /** Meters at once, those included whose readings wait for the store: enough to fill one commit while the next is gathered. */
  private static final int IN_HAND = 512;
  private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

  private final Registry registry;
  private final Set<String> adapters;
  private final Field field;
  private final InstantSource clock;
  private final FieldConfig config;
  private final ReadingStore store;
  private final Map<Mrid, Instant> collectedUpTo = new ConcurrentHashMap<>();
  private final Thread thread;

  /** Begins with a round at once. */
  public Collect(Registry registry, Map<String, InstalledAdapter> adapters, Field field, ReadingStore store, InstantSource clock,
    FieldConfig config) {
    this.registry = registry;
    this.adapters = adapters.entrySet().stream().filter(each -> each.getValue().capabilities().contains(Capability.READ_PROFILE))
      .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    this.field = field;
    this.clock = clock;
    this.config = config;
    this.store = store;
    goOnWhereTheStoreStands();
    thread = Thread.ofVirtual().name("collect").start(this::run);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Instant due = lastBoundary();
        while (!round(due)) {
          Thread.sleep(STORE_PAUSE);
        }
        while (lastBoundary().equals(due)) {
          Thread.sleep(20);
        }
        if (lastBoundary().isBefore(due)) clockWasSetBack(due);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void goOnWhereTheStoreStands() {
    Map<Mrid, Instant> ends = store.lastIntervalEnds(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh);
    collectedUpTo.clear();
    collectedUpTo.putAll(ends);
    // What a meter with a wrong clock once said of the future must not end its collection.
    collectedUpTo.values().removeIf(clock.instant()::isBefore);
  }

  /** Nothing is known of a time that has not come: what meters did not have of it is not what they never will have. */
  private void clockWasSetBack(Instant due) throws InterruptedException {
    LOG.warn("the clock was set back from after {}: collection goes on where the store's readings end", due);
    while (true) {
      try {
        goOnWhereTheStoreStands();
        return;
      } catch (StoreException away) {
        LOG.error("collection waits for the store: {}", away.getMessage());
        Thread.sleep(STORE_PAUSE);
      }
    }
  }

  /** What one round came to. @param storeTrouble empty while the store takes what is read */
  private record Tally(AtomicInteger values, AtomicInteger silent, AtomicReference<String> storeTrouble) {
    boolean storeKeeps() { return storeTrouble.get().isEmpty(); }
  }

  /** In an order that spreads those of one line or concentrator. */
  private List<Meter> toCollect() {
    List<Meter> meters = registry.meters().filter(meter -> meter.usagePoint() != null && adapters.contains(meter.adapter()))
      .collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(meters, new Random(meters.size()));
    collectedUpTo.keySet().removeIf(mrid -> registry.indexOf(mrid).isEmpty());
    return meters;
  }

  /** False when the store stopped taking readings: then no further meter was asked, for what it says could not be kept. */
  private boolean round(Instant upTo) throws InterruptedException {
    long began_ns = System.nanoTime();
    List<Meter> meters = toCollect();
    var tally = new Tally(new AtomicInteger(), new AtomicInteger(), new AtomicReference<>(""));
    var places = new Semaphore(IN_HAND);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Meter meter : meters) {
        places.acquire();
        if (!tally.storeKeeps()) break;
        threads.execute(() -> {
          try {
            if (tally.storeKeeps()) registry.findMeter(meter.mrid()).ifPresent(known -> collect(known, upTo, tally));
          } finally {
            places.release();
          }
        });
      }
    }
    if (tally.storeKeeps())
      LOG.info("collected up to {}: {} meters, {} values, {} did not answer, {} ms", upTo, meters.size(), tally.values, tally.silent,
        (System.nanoTime() - began_ns) / 1_000_000);
    else
      LOG.error("collection waits for the store: {}", tally.storeTrouble);
    return tally.storeKeeps();
  }

  private void collect(Meter meter, Instant upTo, Tally tally) {
    Instant from = collectedUpTo.getOrDefault(meter.mrid(), upTo.minus(config.backfill()));
    if (!from.isBefore(upTo)) return;
    Instant to = from.plus(MOST_AT_ONCE).isBefore(upTo) ? from.plus(MOST_AT_ONCE) : upTo;
    try {
      Outcome<MeterReading> outcome = field.collect(meter, REGISTERS, INTERVALS, new TimePeriod(from, to));
      if (outcome instanceof Outcome.Done(var reading)) {
        tally.values.addAndGet(reading.size());
        Instant last = reading.intervalBlocks().stream().map(IntervalBlock::lastEnd).filter(end -> !end.isAfter(to))
          .max(Instant::compareTo).orElse(from);
        // The newest intervals may come late; a meter that has none of older ones, without supply for days, never will.
        if (to.isBefore(upTo) && last.isBefore(to)) last = to;
        collectedUpTo.put(meter.mrid(), last);
      } else {
        tally.silent.incrementAndGet();
        LOG.debug("meter {}: {}", meter.name(), outcome);
      }
    } catch (StoreException notKept) {
      tally.storeTrouble.set(String.valueOf(notKept.getMessage()));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant lastBoundary() {
    long interval_s = config.interval().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(clock.instant().getEpochSecond(), interval_s) * interval_s);
  }

  /** Ends after the conversations under way, within the field's patience. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(field.patience().plusSeconds(1));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
