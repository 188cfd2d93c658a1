package meridian.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One connection. The hub calls it from one thread at a time, {@link #close} from any. Calls block, on a virtual thread; an interrupt or
 * a close ends them promptly. Whatever goes wrong with the device is an {@link Outcome}. {@code patience} is the longest wait for one
 * answer of the device, positive.
 */
public interface Line extends AutoCloseable {

  /**
   * Reads the present values of registers.
   *
   * @param readingTypes IEC 61968-9 codes wanted; empty for all the device has. Those it has not are left out of the answer
   */
  default Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no reading on demand");
  }

  /**
   * Reads interval values of load profile 1 whose interval ends in {@code from < end <= to}, oldest first.
   *
   * @param readingTypes as for {@link #readNow}
   */
  default Outcome<DeviceReadings> readProfile(Device device, Set<String> readingTypes, Instant from, Instant to, Duration patience)
    throws InterruptedException {
    return new Outcome.Unsupported<>("no profile reading");
  }

  /** Carries out a control, then reads the relay's state back. {@code Done} holds what was read, whatever was asked. */
  default Outcome<RelayState> control(Device device, Control control, Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no controls");
  }

  /** Reads the relay's state and changes nothing. With {@link Capability#CONTROL}. */
  default Outcome<RelayState> readRelay(Device device, Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no relay");
  }

  default Outcome<Instant> readClock(Device device, Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no clock");
  }

  /** Sets the clock, then reads it back. */
  default Outcome<Instant> setClock(Device device, Instant time, Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no clock");
  }

  /** Lists the devices behind this line. */
  default Outcome<List<Device>> discover(Duration patience) throws InterruptedException {
    return new Outcome.Unsupported<>("no discovery");
  }

  /** Says goodbye if it can and ends the connection. Safe to call twice and from any thread. */
  @Override
  void close();
}
