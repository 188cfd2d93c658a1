package meridian.dlms;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import meridian.adapter.Control;
import meridian.adapter.Device;
import meridian.adapter.DeviceReadings;
import meridian.adapter.Line;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.dlms.Associator.Associated;

/**
 * One connection to one meter. Associates at the first call; later calls go on in the same association until one ends the line.
 */
final class DlmsLine implements Line {
  /** A meter that does not answer a release in this time is left alone. */
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private final DlmsAdapter adapter;
  private final Device gateway;
  private final Wire wire;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private Optional<Associated> associated = Optional.empty();

  DlmsLine(DlmsAdapter adapter, Device gateway, Wire wire) {
    this.adapter = adapter;
    this.gateway = gateway;
    this.wire = wire;
  }

  @Override
  public Outcome<DeviceReadings> readNow(Device device, Set<String> readingTypes, Duration patience) throws InterruptedException {
    return talk(device, patience, session -> new DeviceReadings(device.serialNumber(),
      Registers.read(session, adapter.model(device), adapter.settings().clock(), readingTypes)));
  }

  @Override
  public Outcome<DeviceReadings> readProfile(Device device, Set<String> readingTypes, Instant from, Instant to, Duration patience)
    throws InterruptedException {
    return talk(device, patience, session -> new DeviceReadings(device.serialNumber(),
      LoadProfile.read(session, adapter.model(device), adapter.settings().clock(), readingTypes, from, to)));
  }

  @Override
  public Outcome<RelayState> control(Device device, Control control, Duration patience) throws InterruptedException {
    return talk(device, patience, session -> Relay.control(session, control));
  }

  @Override
  public Outcome<RelayState> readRelay(Device device, Duration patience) throws InterruptedException {
    return talk(device, patience, Relay::read);
  }

  @Override
  public Outcome<Instant> readClock(Device device, Duration patience) throws InterruptedException {
    return talk(device, patience, this::clock);
  }

  @Override
  public Outcome<Instant> setClock(Device device, Instant time, Duration patience) throws InterruptedException {
    return talk(device, patience, session -> {
      byte[] value = new byte[14];
      value[0] = 9;
      value[1] = 12;
      System.arraycopy(adapter.settings().clock().write(time), 0, value, 2, 12);
      int result = session.set(Attribute.CLOCK_TIME, value);
      if (result != 0) throw Trouble.refused("clock: " + AccessResult.name(result));
      return clock(session);
    });
  }

  private Instant clock(Session session) throws Trouble, IOException {
    return adapter.settings().clock().read(session.get(Attribute.CLOCK_TIME).octets());
  }

  private interface Talk<T> {
    T with(Session session) throws Trouble, IOException;
  }

  private <T> Outcome<T> talk(Device device, Duration patience, Talk<T> talk) throws InterruptedException {
    if (!device.serialNumber().equals(gateway.serialNumber()))
      return new Outcome.Refused<>("this line leads to " + gateway.serialNumber() + ", not to " + device.serialNumber());
    turn.lockInterruptibly();
    try {
      if (closed.get()) return new Outcome.Unreachable<>("the line is closed");
      return new Outcome.Done<>(talk.with(session(device, patience)));
    } catch (Trouble trouble) {
      if (trouble.endsLine()) hangUp();
      return trouble.outcome();
    } catch (IOException e) {
      String reason = closed.get() ? "the line was closed" : "the line broke: " + e.getMessage();
      hangUp();
      if (Thread.interrupted()) throw new InterruptedException("interrupted while talking to " + gateway.serialNumber());
      return new Outcome.Unreachable<>(reason);
    } finally {
      turn.unlock();
    }
  }

  private Session session(Device device, Duration patience) throws Trouble, IOException {
    if (associated.isEmpty()) {
      Association association = adapter.settings().associationOf(device.model());
      associated = Optional.of(adapter.associator().associate(wire, association, device.serialNumber(), patience));
    }
    return associated.get().session().within(patience);
  }

  /** Ends the connection without a word. */
  private void hangUp() {
    closed.set(true);
    associated.ifPresent(adapter.associator()::forget);
    associated = Optional.empty();
    adapter.ended(wire.socket());
  }

  /** Releases the association if nobody is talking; a call under way ends with {@link Outcome.Unreachable}. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    if (turn.tryLock()) {
      try {
        if (associated.isPresent()) adapter.associator().release(wire, associated.get(), FAREWELL);
      } catch (Trouble | IOException _) {
        // A farewell that is not heard changes nothing: the connection ends here.
        associated.ifPresent(adapter.associator()::forget);
      } finally {
        turn.unlock();
      }
    }
    adapter.ended(wire.socket());
  }
}
