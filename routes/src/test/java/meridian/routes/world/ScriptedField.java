package meridian.routes.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.field.Field;

/** Meters that answer as the test says: 1234.5 kWh and obedience unless told otherwise. */
public final class ScriptedField implements Field {
  public static final Instant READ_AT = Instant.parse("2026-03-01T12:00:00Z");
  public final Map<String, Outcome<MeterReading>> reads = new ConcurrentHashMap<>();
  public final Map<String, Outcome<RelayState>> controls = new ConcurrentHashMap<>();
  /** Meters that collection asked, in order. */
  public final List<String> collected = new CopyOnWriteArrayList<>();
  public final AtomicInteger controlled = new AtomicInteger();
  /** Times a meter was asked for a reading, answered or not. */
  public final AtomicInteger asked = new AtomicInteger();
  public volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException {
    asked.incrementAndGet();
    gate.await();
    return reads.getOrDefault(meter.name(), new Outcome.Done<>(new MeterReading(meter.mrid(),
      List.of(new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, READ_AT, 1234.5, ReadingQuality.VALID)), List.of())));
  }

  @Override
  public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
    collected.add(meter.name());
    return new Outcome.Done<>(new MeterReading(meter.mrid(), List.of(), List.of()));
  }

  @Override
  public Outcome<RelayState> control(Meter meter, Control control) {
    controlled.incrementAndGet();
    return controls.getOrDefault(meter.name(),
      new Outcome.Done<>(control == Control.CONNECT ? RelayState.CONNECTED : RelayState.DISCONNECTED));
  }

  @Override
  public Outcome<RelayState> ping(Meter meter) { return new Outcome.Unreachable<>("not in this test"); }

  @Override
  public Duration patience() { return Duration.ofSeconds(5); }
}
