package meridian.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.adapter.AdapterFactory;
import meridian.adapter.Device;
import meridian.adapter.RelayState;

/**
 * What a vendor supplies: the factory, its settings, a healthy device, and as many misbehaving ones as can be made. A test whose device
 * cannot be made is reported as skipped. All devices may be used at once.
 */
public interface DeviceUnderTest extends AutoCloseable {

  AdapterFactory factory();

  /** Settings {@code factory().create} takes. */
  default Map<String, String> settings() { return Map.of(); }

  /** Keys of {@link #settings} whose values may appear in no message. */
  default Set<String> secretSettings() { return Set.of(); }

  /** A healthy device. */
  Device healthy();

  /** What {@code Adapter.open} is given to reach a device: the concentrator before it, or itself. */
  default Device gatewayOf(Device device) {
    return device;
  }

  /** Another device, in trouble. */
  default Optional<Device> misbehaving(Misbehaviour how) { return Optional.empty(); }

  /** Longest wait for one answer of the healthy device. */
  default Duration patience() { return Duration.ofSeconds(3); }

  /**
   * From here to {@link #profileTo} the healthy device has interval values without a gap, at least four of each type. For {@link
   * ProfileContract}.
   */
  default Instant profileFrom() {
    throw new IllegalStateException("a device for ProfileContract says where its profile begins: override profileFrom()");
  }

  default Instant profileTo() {
    throw new IllegalStateException("a device for ProfileContract says where its profile ends: override profileTo()");
  }

  /**
   * How the relay of the healthy device truly stands, seen without the adapter; empty when that cannot be seen. For {@link
   * ControlContract}.
   */
  default Optional<RelayState> observedRelay() { return Optional.empty(); }

  /**
   * Makes the healthy device send one event of its own accord to where {@link #settings} make the adapter listen, trying to connect until
   * somebody listens there, and waits for the acknowledgement. For {@link PushContract}.
   *
   * @param patience for everything together
   * @return whether it was acknowledged in time
   */
  default boolean push(Duration patience) throws Exception {
    throw new IllegalStateException("a device for PushContract sends something: override push()");
  }

  /** The devices behind the healthy device's gateway. For {@link DiscoverContract}. */
  default List<Device> expectedDevices() {
    return List.of(healthy());
  }

  /** Whether a thread is part of the simulated devices, not of the adapter. */
  default boolean isThreadOfDevices(Thread thread) {
    return false;
  }

  @Override
  void close() throws Exception;
}
