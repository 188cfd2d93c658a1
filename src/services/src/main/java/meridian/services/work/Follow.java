package meridian.services.work;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.services.control.ControlDevices;
import meridian.services.control.ControlRequest;
import meridian.services.port.StoreException;
import meridian.services.port.WorkStore;
import meridian.services.registry.Registry;

/**
 * Gives the control of each work that is carried out, and ends the work by its outcome. The control's MessageID is made of the work's mRID, so
 * it is given once however often a hub starts. Looks when told, and every few seconds besides.
 */
final class Follow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);
  /** Sender of the controls, and who is said to have done what they came to. */
  static final String SENDER = "meridian.work";
  private static final long POLL_s = 5;

  private final ServiceWork work;
  private final WorkStore store;
  private final Registry registry;
  private final ControlDevices controls;
  private final InstantSource clock;
  private final Duration validFor;
  private final Semaphore news = new Semaphore(1);
  private final Consumer<Command> onProgress = this::heard;
  private final Thread thread;

  Follow(ServiceWork work, WorkStore store, Registry registry, ControlDevices controls, InstantSource clock, Duration validFor) {
    this.work = work;
    this.store = store;
    this.registry = registry;
    this.controls = controls;
    this.clock = clock;
    this.validFor = validFor;
    controls.progress().subscribe(onProgress);
    thread = Thread.ofVirtual().name("service work").start(this::follow);
  }

  /** The control that carries out work of this kind; empty when the hub cannot. */
  static Optional<EndDeviceControlType> control(WorkKind kind) {
    return switch (kind) {
      case DISCONNECT -> Optional.of(EndDeviceControlType.DISCONNECT);
      case RECONNECT -> Optional.of(EndDeviceControlType.CONNECT);
      case CONSTRUCTION, INSPECTION, MAINTENANCE, METER, OTHER, REPAIR, SERVICE, TEST -> Optional.empty();
    };
  }

  /** Something changed: the store is worth asking. */
  void look() { news.release(); }

  private void heard(Command command) {
    if (command.sender().equals(SENDER) && command.outcome().isPresent()) look();
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean told = news.tryAcquire(POLL_s, TimeUnit.SECONDS);
        if (told) news.drainPermits();
        try {
          store.listControlled().forEach(this::follow);
        } catch (StoreException trouble) {
          LOG.error("service work waits for the store: {}", trouble.getMessage());
        } catch (RuntimeException defect) {
          LOG.error("service work could not be followed; tried again", defect);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(MeterServiceWork one) {
    try {
      List<Command> given = controls.findByRequest(SENDER, messageId(one));
      Command command = given.isEmpty() ? give(one) : given.getFirst();
      if (one.command().isEmpty()) work.given(one.mrid(), command.mrid(), SENDER);
      command.outcome().ifPresent(outcome -> end(one, outcome));
    } catch (ControlDevices.UnsupportedControl | IllegalArgumentException impossible) {
      work.end(one.mrid(), new WorkStatus.Failed(), String.valueOf(impossible.getMessage()), SENDER);
    }
  }

  private Command give(MeterServiceWork one) throws ControlDevices.UnsupportedControl {
    var meter = one.meter().orElseThrow(() -> new IllegalArgumentException("no Meter is named"));
    if (registry.findMeter(meter).isEmpty()) throw new IllegalArgumentException("the hub knows no meter " + meter);
    var type = control(one.kind()).orElseThrow(() -> new IllegalArgumentException("not carried out by the hub"));
    return controls.submit(new ControlRequest(SENDER, messageId(one), "", "", one.asked().by(), type, List.of(meter),
      "MeterServiceWork " + one.name(), Priority.find(one.priority()).orElse(Priority.NORMAL), clock.instant(), validFor)).getFirst();
  }

  private static String messageId(MeterServiceWork one) { return "work " + one.mrid(); }

  private void end(MeterServiceWork one, ControlOutcome outcome) {
    switch (outcome) {
      case ControlOutcome.Connected() -> work.end(one.mrid(), new WorkStatus.Completed(), "connected", SENDER);
      case ControlOutcome.Disconnected() -> work.end(one.mrid(), new WorkStatus.Completed(), "disconnected", SENDER);
      case ControlOutcome.Armed() -> work.end(one.mrid(), new WorkStatus.Completed(), "armed: waiting for the button on the meter", SENDER);
      case ControlOutcome.Failed(var reason) -> work.end(one.mrid(), new WorkStatus.Failed(), reason, SENDER);
      case ControlOutcome.TimedOut(var reason) -> work.end(one.mrid(), new WorkStatus.Failed(), reason, SENDER);
      case ControlOutcome.Refused(var reason) -> work.end(one.mrid(), new WorkStatus.Failed(), reason, SENDER);
      case ControlOutcome.Cancelled(var reason) -> work.end(one.mrid(), new WorkStatus.Failed(), reason, SENDER);
    }
  }

  @Override
  public void close() {
    controls.progress().unsubscribe(onProgress);
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
