package meridian.services.field;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.adapter.Value;
import meridian.model.grid.Meter;
import meridian.services.Grids;
import meridian.services.Kept;
import meridian.services.live.LiveState;
import meridian.services.live.MeterState;
import meridian.services.live.MeterStates;
import meridian.services.record.RecordReadings;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Promise 6: an adapter that hangs, leaks, throws or floods harms its own lines only. */
class LineFieldTest {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final FieldConfig QUICK = new FieldConfig(Duration.ofMillis(200), Duration.ofMillis(400), 4, Duration.ofMinutes(15),
    Duration.ofDays(1));

  private final Registry registry = new Registry(Grids.meters(Stream.concat(
    Stream.of("GOOD", "HANGS", "THROWS", "ERRS", "NOBODY", "RELAY", "SLOWDOOR", "STICKY"),
    IntStream.range(0, PROCESSORS).mapToObj(i -> "SPINS" + i)).toArray(String[]::new)));
  private final LiveState live = new LiveState(registry.size());
  private final Kept kept = new Kept();
  private final AtomicInteger linesOpen = new AtomicInteger();
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger controls = new AtomicInteger();
  private final CountDownLatch doorOpens = new CountDownLatch(1);
  private final CountDownLatch doorOpened = new CountDownLatch(1);
  private final CountDownLatch neverCloses = new CountDownLatch(1);
  private volatile boolean ended;
  private final Field field = field(Set.of(Capability.READ_ON_DEMAND, Capability.CONTROL));

  @Test
  void aReadingIsRecordedBeforeItIsReturnedAndTheMeterIsOn() throws Exception {
    assertThat(field.readNow(meter("GOOD"), Set.of())).isInstanceOf(Outcome.Done.class);
    assertThat(kept.readings).hasSize(1);
    assertThat(state("GOOD")).isEqualTo(MeterState.ON);
    assertThat(linesOpen).hasValue(0);
  }

  @Test
  void anAdapterThatIgnoresItsInterruptIsLeftBehindInTime() throws Exception {
    Instant began = Instant.now();
    assertThat(field.readNow(meter("HANGS"), Set.of())).isInstanceOf(Outcome.TimedOut.class);
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(state("HANGS")).isEqualTo(MeterState.SILENT);
    assertThat(field.readNow(meter("GOOD"), Set.of())).isInstanceOf(Outcome.Done.class);
  }

  /** Deaf to interrupts, the adapter spins: as many of them as the machine has processors leave the other lines alone. */
  @Test
  void adaptersThatSpinLeaveTheOthersAProcessor() throws Exception {
    for (int i = 0; i < PROCESSORS; i++)
      assertThat(field.readNow(meter("SPINS" + i), Set.of())).isInstanceOf(Outcome.TimedOut.class);
    assertThat(field.readNow(meter("GOOD"), Set.of())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void oneHangingMeterHoldsOneThreadHoweverOftenItIsAsked() throws Exception {
    assertThat(field.readNow(meter("HANGS"), Set.of())).isInstanceOf(Outcome.TimedOut.class);
    assertThat(field.readNow(meter("HANGS"), Set.of()))
      .isEqualTo(new Outcome.TimedOut<>("another conversation with the meter did not end"));
    assertThat(hanging).hasValue(1);
  }

  @Test
  void aLineThatOpensAfterItsTimeCarriesNoControl() throws Exception {
    assertThat(field.control(meter("SLOWDOOR"), Control.DISCONNECT)).isInstanceOf(Outcome.TimedOut.class);
    doorOpens.countDown();
    assertThat(doorOpened.await(5, TimeUnit.SECONDS)).isTrue();
    await().until(() -> linesOpen.get() == 0);
    assertThat(controls).hasValue(0);
  }

  @Test
  void aLineThatDoesNotCloseHoldsNobodyUp() throws Exception {
    Instant began = Instant.now();
    assertThat(field.readNow(meter("STICKY"), Set.of())).isInstanceOf(Outcome.TimedOut.class);
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
    neverCloses.countDown();
  }

  @Test
  void exceptionsAndErrorsOfAnAdapterAreOutcomes() throws Exception {
    assertThat(field.readNow(meter("THROWS"), Set.of())).isInstanceOf(Outcome.Garbled.class);
    assertThat(field.readNow(meter("ERRS"), Set.of())).isInstanceOf(Outcome.Garbled.class);
    assertThat(field.readNow(meter("NOBODY"), Set.of())).isEqualTo(new Outcome.Unreachable<>("nobody there"));
    assertThat(linesOpen).hasValue(0);
  }

  @Test
  void theRelayReadBackIsTheMetersState() throws Exception {
    assertThat(field.control(meter("RELAY"), Control.CONNECT)).isEqualTo(new Outcome.Done<>(RelayState.READY_FOR_RECONNECTION));
    assertThat(state("RELAY")).isEqualTo(MeterState.ARMED);
  }

  @Test
  void whatIsNotDeclaredIsNotCalled() throws Exception {
    Field readsOnly = field(Set.of(Capability.READ_ON_DEMAND));
    assertThat(readsOnly.control(meter("RELAY"), Control.CONNECT)).isInstanceOf(Outcome.Unsupported.class);
    assertThat(state("RELAY")).isEqualTo(MeterState.UNKNOWN);
  }

  @AfterEach
  void endSpinning() {
    ended = true;
  }

  private Field field(Set<Capability> capabilities) {
    var installed = new InstalledAdapter("test", capabilities, new TestAdapter());
    return new LineField(Map.of("test", installed), registry, new RecordReadings(kept, InstantSource.system()), new MeterStates(live),
      QUICK);
  }

  private Meter meter(String name) { return registry.findMeter(name).orElseThrow(); }

  private MeterState state(String name) { return live.get(registry.indexOf(meter(name).mrid()).orElseThrow()); }

  private final class TestAdapter implements Adapter {
    @Override
    public Line open(Device gateway) throws IOException {
      if (gateway.serialNumber().equals("NOBODY")) throw new IOException("nobody there");
      if (gateway.serialNumber().equals("SLOWDOOR")) passDoor();
      linesOpen.incrementAndGet();
      doorOpened.countDown();
      return new TestLine(gateway.serialNumber());
    }

    /** Deaf to interrupts. */
    private void passDoor() {
      while (doorOpens.getCount() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Override
    public void close() {}
  }

  private final class TestLine implements Line {
    private final String serialNumber;

    TestLine(String serialNumber) { this.serialNumber = serialNumber; }

    @Override
    public Outcome<DeviceReadings> readNow(Device device, Set<String> types, Duration patience) {
      return switch (device.serialNumber()) {
        case "HANGS", "STICKY" -> hang();
        case "THROWS" -> throw new IllegalStateException("a vendor's mistake");
        case "ERRS" -> throw new StackOverflowError();
        case String name when name.startsWith("SPINS") -> spin();
        default -> new Outcome.Done<>(new DeviceReadings(device.serialNumber(),
          List.of(new Value("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0", Instant.now(), 1, Value.VALID))));
      };
    }

    private Outcome<DeviceReadings> spin() {
      while (!ended) {
        Thread.onSpinWait();
      }
      return new Outcome.TimedOut<>("at last");
    }

    private Outcome<DeviceReadings> hang() {
      hanging.incrementAndGet();
      long until_ns = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (System.nanoTime() < until_ns) {
        LockSupport.parkNanos(1_000_000); // an interrupt ends the nap, not the loop
      }
      return new Outcome.TimedOut<>("at last");
    }

    @Override
    public Outcome<RelayState> control(Device device, Control control, Duration patience) {
      controls.incrementAndGet();
      return new Outcome.Done<>(RelayState.READY_FOR_RECONNECTION);
    }

    @Override
    public void close() {
      linesOpen.decrementAndGet();
      while (serialNumber.equals("STICKY") && neverCloses.getCount() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
