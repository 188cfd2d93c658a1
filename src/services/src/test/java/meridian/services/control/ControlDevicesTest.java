package meridian.services.control;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.control.Cancellation.Result;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.Priority;
import meridian.services.MemoryCommands;

import static meridian.services.control.Controls.NOON;
import static meridian.services.control.Controls.disconnect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Promise 2: one final outcome per device, the state that was seen. */
@Timeout(60)
class ControlDevicesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Controls world = new Controls();
  private final ScriptedField field = world.field;
  private final ControlDevices controls = world.start();

  @AfterEach
  void close() { controls.close(); }

  @Test
  void aDoubtfulControlIsNotRepeatedAfterItExpired() throws Exception {
    field.answer("M1", () -> {
      world.now.set(NOON.plusSeconds(61));
      return new Outcome.TimedOut<>("no answer");
    });
    controls.submit(disconnect("M1"));
    assertThat(world.outcome("M1")).isInstanceOf(ControlOutcome.TimedOut.class);
    assertThat(field.controls()).isEqualTo(1);
  }

  @Test
  void aDoubtfulControlThatTookEffectIsSeenAndNotRepeated() throws Exception {
    field.answer("M1", () -> {
      field.relays.put("M1", RelayState.DISCONNECTED);
      return new Outcome.TimedOut<>("no answer");
    });
    controls.submit(disconnect("M1"));
    assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(field.asked).containsExactly("DISCONNECT M1", "ping M1");
  }

  @Test
  void aRelayThatOnlyWaitsForAHandIsNotYetDisconnected() throws Exception {
    field.answer("M1", () -> new Outcome.TimedOut<>("no answer"));
    field.relays.put("M1", RelayState.READY_FOR_RECONNECTION);
    controls.submit(disconnect("M1"));
    assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(field.asked).containsExactly("DISCONNECT M1", "ping M1", "DISCONNECT M1");
  }

  @Test
  void aDeviceNamedTwiceIsAskedOnce() {
    ControlRequest one = disconnect("M1");
    assertThat(new ControlRequest("cis", "m", "", "", "cis", one.type(), List.of(Controls.meter("M1"), Controls.meter("M1")), "",
      Priority.NORMAL, NOON, MINUTE).devices()).hasSize(1);
  }

  @Test
  void theSameMessageAgainIsDoneOnceAndAnotherSendersIsNotTheSame() throws Exception {
    List<Command> first = controls.submit(disconnect("M1"));
    world.outcome("M1");
    assertThat(controls.submit(disconnect("M1"))).extracting(Command::mrid).containsExactly(first.getFirst().mrid());
    ControlRequest one = disconnect("M1");
    controls.submit(new ControlRequest("crm", "M1", "", "", "crm", one.type(), one.devices(), "", Priority.NORMAL, NOON, MINUTE));
    await().until(() -> controls.findByRequest("crm", "M1").getFirst().outcome().isPresent());
    assertThat(field.controls()).isEqualTo(2);
  }

  @Test
  void aSilentMeterIsTriedUntilItsTimeIsOverAndNoLonger() throws Exception {
    field.silent.add("M1");
    controls.submit(disconnect("M1"));
    await().atMost(Duration.ofSeconds(20)).until(() -> field.controls() == 2);
    world.now.set(NOON.plus(MINUTE));
    assertThat(world.outcome("M1")).isInstanceOf(ControlOutcome.TimedOut.class);
    assertThat(field.controls()).isEqualTo(2);
    assertThat(field.asked).startsWith("DISCONNECT M1", "ping M1", "DISCONNECT M1");
  }

  /** Its turn never comes: the meter is busy with another command all the while. */
  @Test
  void aCommandThatWaitsForAMeterThatHangsIsCancelledWhenItExpires() throws Exception {
    field.hanging.add("M1");
    controls.submit(disconnect("first", "M1", Priority.NORMAL, NOON, Duration.ofHours(1)));
    world.awaitAsked("DISCONNECT M1");
    controls.submit(disconnect("second", "M1", Priority.HIGH, NOON, MINUTE));
    world.now.set(NOON.plus(MINUTE));
    assertThat(world.outcome("second")).isEqualTo(new ControlOutcome.Cancelled("expired before it was tried"));
    assertThat(world.command("first").state()).isInstanceOf(Command.Running.class);
  }

  @Test
  void aCommandWhoseMeterHangsEndsWhenItExpiresAndTheNextGoesOn() throws Exception {
    field.hanging.add("M1");
    controls.submit(disconnect("M1"));
    world.awaitAsked("DISCONNECT M1");
    controls.submit(disconnect("next", "M1", Priority.NORMAL, NOON, Duration.ofHours(1)));
    field.hanging.clear();
    world.now.set(NOON.plus(MINUTE));
    assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.TimedOut("no answer before it expired"));
    assertThat(world.outcome("next")).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(world.command("M1").outcome()).contains(new ControlOutcome.TimedOut("no answer before it expired"));
  }

  @Test
  void withAllPlacesTakenTheMostUrgentGoesNext() throws Exception {
    var gate = new Semaphore(0);
    for (int i = 1; i <= 32; i++) {
      field.answer("M" + i, () -> {
        gate.acquireUninterruptibly();
        return new Outcome.Done<>(RelayState.DISCONNECTED);
      });
      controls.submit(disconnect("M" + i));
    }
    await().until(() -> field.asked.size() == 32);
    controls.submit(disconnect("M33", "M33", Priority.LOW, NOON, MINUTE));
    controls.submit(disconnect("M34"));
    controls.submit(disconnect("M35", "M35", Priority.HIGH, NOON, MINUTE));
    gate.release();
    await().until(() -> field.asked.size() >= 33);
    assertThat(field.asked.get(32)).isEqualTo("DISCONNECT M35");
    gate.release(31);
    assertThat(world.outcome("M33")).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(field.asked.indexOf("DISCONNECT M34")).isLessThan(field.asked.indexOf("DISCONNECT M33"));
  }

  /** However urgent they are. */
  @Test
  void commandsThatWaitForSilentMetersCrowdNobodyOut() throws Exception {
    controls.close();
    field.hanging.addAll(IntStream.rangeClosed(1, 40).mapToObj(i -> "M" + i).toList());
    for (String meter : List.copyOf(field.hanging)) {
      Command tried = command(meter);
      world.commands.submit(List.of(tried));
      world.commands.lease(tried.mrid(), NOON, NOON);
      world.commands.release(tried.mrid(), 1, NOON);
    }
    try (ControlDevices again = world.start()) {
      again.submit(disconnect("M50", "M50", Priority.LOW, NOON, MINUTE));
      assertThat(world.outcome("M50")).isEqualTo(new ControlOutcome.Disconnected());
      await().until(() -> field.asked.stream().filter(question -> question.startsWith("ping")).count() == 16);
    }
  }

  private static Command command(String meter) {
    ControlRequest one = disconnect(meter);
    return new Command(meridian.model.Mrid.random(), "cis", meter, "", "", "cis", one.devices().getFirst(), one.type(), "", Priority.HIGH,
      NOON, NOON, NOON.plus(MINUTE), new Command.Queued(0));
  }

  @Test
  void aScheduledCommandWaitsForItsTimeAndHoldsNothingUp() throws Exception {
    controls.submit(disconnect("later", "M1", Priority.HIGH, NOON.plus(MINUTE), MINUTE));
    controls.submit(disconnect("now", "M1", Priority.NORMAL, NOON, MINUTE));
    world.outcome("now");
    assertThat(field.controls()).isEqualTo(1);
    assertThat(world.command("later").state()).isEqualTo(new Command.Queued(0));
    assertThat(world.command("later").expires()).isEqualTo(NOON.plus(MINUTE).plus(MINUTE));
    world.now.set(NOON.plus(MINUTE));
    assertThat(world.outcome("later")).isEqualTo(new ControlOutcome.Disconnected());
  }

  @Test
  void aCommandNotTriedYetIsTakenBack() throws Exception {
    controls.submit(disconnect("M1", "M1", Priority.NORMAL, NOON.plus(MINUTE), MINUTE));
    assertThat(controls.cancel(world.cancel("M1"))).extracting("result").containsExactly(Result.CANCELLED);
    assertThat(world.command("M1").outcome()).contains(new ControlOutcome.Cancelled("withdrawn by anna"));
    world.now.set(NOON.plus(MINUTE));
    controls.submit(disconnect("M2"));
    world.outcome("M2");
    assertThat(field.asked).containsExactly("DISCONNECT M2");
  }

  @Test
  void aCommandUnderWayIsNotRepeatedOnceItIsToBeTakenBackAndEndsAsItsMeterShows() throws Exception {
    var gate = new CountDownLatch(1);
    field.answer("M1", () -> doubtfulAfter(gate));
    field.answer("M2", () -> {
      Outcome<RelayState> doubtful = doubtfulAfter(gate);
      field.relays.put("M2", RelayState.DISCONNECTED);
      return doubtful;
    });
    for (String meter : List.of("M1", "M2")) {
      controls.submit(disconnect(meter));
      world.awaitAsked("DISCONNECT " + meter);
      assertThat(controls.cancel(world.cancel(meter))).extracting("result").containsExactly(Result.UNDER_WAY);
      assertThat(world.command(meter).cancelRequestedBy()).isEqualTo("anna");
    }
    gate.countDown();
    assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Cancelled("withdrawn by anna; the relay is still closed"));
    assertThat(world.outcome("M2")).isEqualTo(new ControlOutcome.Disconnected());
    assertThat(field.controls()).isEqualTo(2);
    assertThat(controls.cancel(world.cancel("M2"))).extracting("result").containsExactly(Result.UNDER_WAY);
  }

  private static Outcome<RelayState> doubtfulAfter(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Outcome.TimedOut<>("no answer");
  }

  @Test
  void theStoreIsLeftAloneWhileNothingIsDue() throws Exception {
    controls.close();
    var looks = new AtomicInteger();
    var counting = new Controls(new MemoryCommands() {
      @Override
      public synchronized Next next(java.time.Instant now, java.time.Instant leasesNow) {
        looks.incrementAndGet();
        return super.next(now, leasesNow);
      }
    });
    try (ControlDevices idle = counting.start()) {
      idle.submit(disconnect("M1", "M1", Priority.NORMAL, NOON.plus(MINUTE), MINUTE));
      await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(20)).until(() -> looks.get() <= 3);
    }
  }
}
