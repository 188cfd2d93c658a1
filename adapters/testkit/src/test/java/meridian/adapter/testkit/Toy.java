package meridian.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterFactory;
import meridian.adapter.AdapterListener;
import meridian.adapter.AdapterListener.NotAccepted;
import meridian.adapter.Capability;
import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.adapter.Value;

/** Factory, adapter, line and device in one, in memory, keeping every promise; a test breaks one by overriding a method. */
class Toy implements AdapterFactory, Adapter, Line, DeviceUnderTest {
  static final String ENERGY = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private final CountDownLatch closed = new CountDownLatch(1);
  private final BlockingQueue<CountDownLatch> calls = new LinkedBlockingQueue<>();
  volatile RelayState relay = RelayState.CONNECTED;

  static AdapterContract on(Toy toy) { return () -> toy; }

  @Override
  public String name() { return "toy"; }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.READ_ON_DEMAND, Capability.READ_PROFILE, Capability.CONTROL, Capability.PUSH);
  }

  @Override
  public Adapter create(Map<String, String> settings) {
    if (!settings.isEmpty()) throw new IllegalArgumentException("unknown settings " + settings.keySet());
    return this;
  }

  @Override
  public Line open(Device gateway) { return this; }

  @Override
  public void listen(AdapterListener listener, Executor threads) throws InterruptedException {
    while (closed.getCount() > 0) {
      var call = calls.poll(10, TimeUnit.MILLISECONDS);
      if (call == null) continue;
      try {
        listener.events(List.of(new DeviceEvent("T1", "", "3.26.0.185", Instant.EPOCH, Map.of())));
        call.countDown();
      } catch (NotAccepted full) {
        continue;
      }
    }
  }

  @Override
  public boolean push(Duration patience) throws InterruptedException {
    var acknowledged = new CountDownLatch(1);
    calls.add(acknowledged);
    return acknowledged.await(patience.toMillis() / 4, TimeUnit.MILLISECONDS);
  }

  @Override
  public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
    if (device.serialNumber().equals("SILENT") && !closed.await(patience.toMillis(), TimeUnit.MILLISECONDS))
      return new Outcome.TimedOut<>("silence");
    if (closed.getCount() == 0) return new Outcome.Unreachable<>("closed");
    boolean wanted = readingTypes.isEmpty() || readingTypes.contains(ENERGY);
    return new Outcome.Done<>(new DeviceReadings("T1", wanted ? List.of(new Value(ENERGY, Instant.EPOCH, 1, Value.VALID)) : List.of()));
  }

  @Override
  public Outcome<DeviceReadings> readProfile(Device device, Set<String> readingTypes, Instant from, Instant to, Duration patience) {
    var ends = LongStream.rangeClosed(from.getEpochSecond() / 900 + 1, to.getEpochSecond() / 900);
    var values = ends.mapToObj(end -> new Value(ENERGY, Instant.ofEpochSecond(end * 900), end, Value.VALID)).toList();
    return new Outcome.Done<>(new DeviceReadings("T1", readingTypes.isEmpty() || readingTypes.contains(ENERGY) ? values : List.of()));
  }

  @Override
  public Outcome<RelayState> control(Device device, Control control, Duration patience) {
    relay = control == Control.CONNECT ? RelayState.CONNECTED : RelayState.DISCONNECTED;
    return new Outcome.Done<>(relay);
  }

  @Override
  public Outcome<RelayState> readRelay(Device device, Duration patience) { return new Outcome.Done<>(relay); }

  @Override
  public AdapterFactory factory() { return this; }

  @Override
  public Device healthy() { return new Device("T1", "", ""); }

  @Override
  public Optional<Device> misbehaving(Misbehaviour how) { return Optional.of(new Device("SILENT", "", "")); }

  @Override
  public Optional<RelayState> observedRelay() { return Optional.of(relay); }

  @Override
  public Instant profileFrom() { return Instant.EPOCH; }

  @Override
  public Instant profileTo() { return Instant.EPOCH.plus(Duration.ofHours(2)); }

  @Override
  public void close() { closed.countDown(); }
}
