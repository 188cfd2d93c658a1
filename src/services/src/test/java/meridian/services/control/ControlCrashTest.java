package meridian.services.control;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.adapter.Outcome;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.services.port.CommandStore;
import meridian.services.port.StoreException;

import static meridian.services.control.Controls.NOON;
import static meridian.services.control.Controls.disconnect;
import static org.assertj.core.api.Assertions.assertThat;

/** Promise 2 when the process dies between any two steps: the next one comes to one outcome, and asks before it repeats. */
@Timeout(60)
class ControlCrashTest {
  private final Controls world = new Controls();

  /** A store that dies with its process just before or after a step is written; whoever asks it then gets no further. */
  private final class Process {
    private final AtomicBoolean dead = new AtomicBoolean();
    private final CountDownLatch died = new CountDownLatch(1);

    CommandStore store(String step, boolean written) {
      return (CommandStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{CommandStore.class},
        (_, method, arguments) -> {
          if (dead.get()) throw new StoreException("dead", new IllegalStateException());
          boolean dies = method.getName().equals(step);
          if (dies && !written) throw die();
          try {
            Object result = method.invoke(world.commands, arguments);
            if (dies) throw die();
            return result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
    }

    private StoreException die() {
      dead.set(true);
      died.countDown();
      return new StoreException("killed", new IllegalStateException());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    lease  | false | DISCONNECT M1
    lease  | true  | ping M1, DISCONNECT M1
    finish | false | DISCONNECT M1, ping M1
    finish | true  | DISCONNECT M1
    """)
  void killedAtAnyStepOneOutcomeFollowsAndTheRelayIsOrderedOnce(String step, boolean written, String asked) throws Exception {
    killed(step, written);
    try (ControlDevices _ = world.start()) {
      assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Disconnected());
    }
    assertThat(world.field.asked).containsExactly(asked.split(", "));
  }

  /** The order was sent and nobody heard what came of it: asked first, then sent again. */
  @Test
  void killedAfterADoubtfulAttemptTheMeterIsAskedBeforeItIsRepeated() throws Exception {
    world.field.answer("M1", () -> new Outcome.TimedOut<>("no answer"));
    killed("release", false);
    try (ControlDevices _ = world.start()) {
      assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Disconnected());
    }
    assertThat(world.field.asked).containsExactly("DISCONNECT M1", "ping M1", "DISCONNECT M1");
  }

  /** Down until its time was over: the meter still has the last word. */
  @Test
  void whatExpiredWhileTheHubWasDownEndsAsItsMeterShows() throws Exception {
    killed("finish", false);
    world.now.set(NOON.plusSeconds(600));
    try (ControlDevices _ = world.start()) {
      assertThat(world.outcome("M1")).isEqualTo(new ControlOutcome.Disconnected());
    }
    assertThat(world.field.controls()).isEqualTo(1);
  }

  @Test
  void aCancellationOutlivesTheCrash() throws Exception {
    world.field.answer("M1", () -> new Outcome.TimedOut<>("no answer"));
    killed("release", false);
    world.commands.cancel(world.cancel("M1"), NOON, command -> { throw new AssertionError("it is not finished yet"); });
    try (ControlDevices _ = world.start()) {
      assertThat(world.outcome("M1")).isInstanceOf(ControlOutcome.Cancelled.class);
    }
    assertThat(world.field.asked).containsExactly("DISCONNECT M1", "ping M1");
  }

  /** Begins a disconnection, kills the process at the step, and gives back its leases as a store does when it is opened again. */
  private void killed(String step, boolean written) throws Exception {
    var process = new Process();
    try (ControlDevices controls = world.start(process.store(step, written))) {
      controls.submit(disconnect("M1"));
      assertThat(process.died.await(20, TimeUnit.SECONDS)).isTrue();
    }
    for (Command held : List.copyOf(world.commands.all())) {
      if (held.state() instanceof Command.Running running) world.commands.release(held.mrid(), running.fencing(), NOON);
    }
  }
}
