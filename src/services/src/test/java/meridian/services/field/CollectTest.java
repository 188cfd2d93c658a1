package meridian.services.field;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.Grids;
import meridian.services.Kept;
import meridian.services.MemoryTasks;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;
import meridian.services.task.TaskConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CollectTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Registry registry = new Registry(Grids.meters("M1"));
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final BlockingQueue<TimePeriod> asked = new LinkedBlockingQueue<>();

  @Test
  void aMeterThatHasNothingOfTheDaysItWasWithoutSupplyIsCollectedUpToNow() throws Exception {
    Instant gone = NOON.minus(Duration.ofDays(3));
    try (var _ = collect(gone)) {
      assertThat(next()).isEqualTo(new TimePeriod(gone, gone.plus(Duration.ofDays(2))));
      now.set(NOON.plus(QUARTER));
      assertThat(next()).isEqualTo(new TimePeriod(gone.plus(Duration.ofDays(2)), NOON.plus(QUARTER)));
      now.set(NOON.plus(QUARTER).plus(QUARTER));
      assertThat(next()).isEqualTo(new TimePeriod(gone.plus(Duration.ofDays(2)), NOON.plus(QUARTER).plus(QUARTER)));
    }
  }

  @Test
  void whatAWrongClockSaidOfTheFutureDoesNotEndCollection() throws Exception {
    try (var _ = collect(NOON.plus(Duration.ofDays(20_000)))) {
      assertThat(next()).isEqualTo(new TimePeriod(NOON.minus(Duration.ofDays(1)), NOON));
    }
  }

  /** Two days at once are asked for, and what a meter has nothing of is not asked for again: so a clock that ran ahead could leave a gap. */
  @Test
  void whenTheClockRanAheadAndWasSetBackNothingIsLeftOut() throws Exception {
    Instant kept = NOON.minus(QUARTER);
    try (var _ = collect(kept)) {
      assertThat(next()).isEqualTo(new TimePeriod(kept, NOON));
      Instant wrong = NOON.plus(Duration.ofDays(30));
      now.set(wrong);
      assertThat(next()).isEqualTo(new TimePeriod(kept, kept.plus(Duration.ofDays(2))));
      now.set(NOON.plus(QUARTER));
      assertThat(next()).isEqualTo(new TimePeriod(kept, NOON.plus(QUARTER)));
    }
  }

  @Test
  void whileTheStoreKeepsNothingNobodyElseIsAskedAndThenAllAre() throws Exception {
    var many = new Registry(Grids.meters(IntStream.range(0, 2_000).mapToObj(i -> "M" + i).toArray(String[]::new)));
    var keeps = new AtomicBoolean();
    var asks = new AtomicInteger();
    var field = new EmptyField() {
      @Override
      public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
        asks.incrementAndGet();
        if (!keeps.get()) throw new StoreException("away", new IOException());
        return super.collect(meter, registers, intervals, period);
      }
    };
    try (var _ = collect(many, field, new Kept())) {
      await().until(() -> asks.get() > 0);
      assertThat(asks.get()).isLessThan(1_000);
      assertThat(asked).isEmpty();
      keeps.set(true);
      await().until(() -> asked.size() == 2_000);
    }
  }

  @Test
  void aMeterThatComesIsAskedFromTheNextRoundAndOneThatGoesNoMore() throws Exception {
    var askedWhom = new LinkedBlockingQueue<String>();
    var field = new EmptyField() {
      @Override
      public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
        askedWhom.add(meter.name());
        return super.collect(meter, registers, intervals, period);
      }
    };
    try (var _ = collect(registry, field, new Kept())) {
      assertThat(askedWhom.poll(5, TimeUnit.SECONDS)).isEqualTo("M1");
      Meter one = registry.meter(0);
      registry.apply(new GridChange(List.of(), List.of(
        new Meter(Mrid.random(), "SPARE", "2", one.adapter(), "", "", null),
        new Meter(Mrid.random(), "NEW", "3", one.adapter(), "", "", one.usagePoint())), Set.of(one.mrid())));
      now.set(NOON.plus(QUARTER));
      assertThat(askedWhom.poll(5, TimeUnit.SECONDS)).isEqualTo("NEW");
      now.set(NOON.plus(QUARTER).plus(QUARTER));
      assertThat(askedWhom.poll(5, TimeUnit.SECONDS)).isEqualTo("NEW");
    }
  }

  private TimePeriod next() throws InterruptedException {
    TimePeriod period = asked.poll(5, TimeUnit.SECONDS);
    assertThat(period).as("a period asked of the meter").isNotNull();
    return period;
  }

  private Collect collect(Instant keptUpTo) {
    return collect(registry, new EmptyField(), new Kept() {
      @Override
      public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) { return Map.of(registry.meter(0).mrid(), keptUpTo); }
    });
  }

  private Collect collect(Registry meters, Field field, Kept store) {
    var config = new FieldConfig(Duration.ofSeconds(1), Duration.ofSeconds(1), 4, QUARTER, Duration.ofDays(1));
    var adapters = Map.of("test", new InstalledAdapter("test", Set.of(Capability.READ_PROFILE), new NoAdapter()));
    InstantSource clock = now::get;
    var tasks = new CollectionTasks(new MemoryTasks(), clock, QUARTER, new TaskConfig(10, 10));
    return new Collect(meters, adapters, Members.NONE, field, store, tasks, clock, config);
  }

  /** Every meter answers, and has nothing. */
  private class EmptyField implements Field {
    @Override
    public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
      asked.add(period);
      return new Outcome.Done<>(new MeterReading(meter.mrid(), List.of(), List.of()));
    }

    @Override
    public Outcome<RelayState> control(Meter meter, Control control) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<RelayState> ping(Meter meter) { throw new UnsupportedOperationException(); }

    @Override
    public Duration patience() { return Duration.ofSeconds(1); }
  }

  private static final class NoAdapter implements Adapter {
    @Override
    public Line open(Device gateway) { throw new UnsupportedOperationException(); }

    @Override
    public void close() {}
  }
}
