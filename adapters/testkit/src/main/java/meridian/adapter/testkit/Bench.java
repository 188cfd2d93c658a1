package meridian.adapter.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Assumptions;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;
import meridian.adapter.Device;
import meridian.adapter.Line;
import meridian.adapter.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/** One test's devices, one adapter on them and virtual threads to call it from, as the hub does. */
final class Bench implements AutoCloseable {
  /** Patience with devices that will not answer. */
  static final Duration SHORT = Duration.ofMillis(500);
  /** What a call may take beyond its patience. */
  static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration OPENING = Duration.ofSeconds(10);

  final DeviceUnderTest devices;
  final Adapter adapter;
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Bench(AdapterContract contract) throws Exception {
    devices = contract.startDevice();
    adapter = devices.factory().create(devices.settings());
  }

  boolean declares(Capability capability) { return devices.factory().capabilities().contains(capability); }

  Device misbehaving(Misbehaviour how) {
    var device = devices.misbehaving(how);
    Assumptions.assumeTrue(device.isPresent(), "no device that is " + how);
    return device.get();
  }

  Line open(Device device) throws Exception {
    return within(OPENING, "open", threads.submit(() -> adapter.open(devices.gatewayOf(device))));
  }

  /** What a call on the healthy device's line gives. */
  <T> T done(String what, Callable<Outcome<T>> call) throws Exception {
    var outcome = ended(what, devices.patience().multipliedBy(10), call);
    assertThat(outcome).as(what).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).result();
  }

  <T> Outcome<T> ended(String what, Duration limit, Callable<Outcome<T>> call) throws Exception {
    return within(limit, what, threads.submit(call));
  }

  <T> T within(Duration limit, String what, Future<T> future) throws Exception {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new AssertionError(what + " did not end within " + limit, late);
    } catch (ExecutionException thrown) {
      if (thrown.getCause() instanceof Exception cause) throw cause;
      throw thrown;
    }
  }

  /** A call of the first ability the adapter declares, in the order read, profile, relay, clock, discover. */
  Outcome<?> anyCall(Line line, Device device, Duration patience) throws InterruptedException {
    if (declares(Capability.READ_ON_DEMAND)) return line.readNow(device, Set.of(), patience);
    if (declares(Capability.READ_PROFILE)) {
      return line.readProfile(device, Set.of(), devices.profileFrom(), devices.profileTo(), patience);
    }
    if (declares(Capability.CONTROL)) return line.readRelay(device, patience);
    if (declares(Capability.CLOCK)) return line.readClock(device, patience);
    Assumptions.assumeTrue(declares(Capability.DISCOVER), "an adapter that only listens");
    return line.discover(patience);
  }

  @Override
  public void close() throws Exception {
    threads.shutdownNow();
    adapter.close();
    devices.close();
  }
}
