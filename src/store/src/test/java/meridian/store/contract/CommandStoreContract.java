package meridian.store.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;

import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.command;
import static meridian.store.contract.Sample.event;
import static meridian.store.contract.Sample.toldEvents;
import static meridian.store.contract.Sample.toldReplies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** {@link meridian.services.port.CommandStore}. */
public interface CommandStoreContract {
  ControlOutcome OPEN = new ControlOutcome.Disconnected();

  Ports.Opener opener();

  @Test
  default void keepsARequestOnceByItsMessageId(@TempDir Path folder) {
    List<Command> request = List.of(command("A", "", "1T10:00:00"), command("A", "", "1T10:00:00"));
    try (Ports store = opener().open(folder)) {
      assertThat(store.commands().submit(request)).isEqualTo(request);
      assertThat(store.commands().submit(List.of(command("A", "", "1T11:00:00")))).isEqualTo(request);
      assertThat(store.commands().submit(List.of())).isEmpty();
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.commands().findByMessageId("A")).isEqualTo(request);
      assertThat(store.commands().findByMessageId("B")).isEmpty();
      assertThat(store.commands().due(at("1T10:00:00"), 10)).isEqualTo(request);
    }
  }

  @Test
  default void refusesARequestThatIsNone(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command queued = command("A", "", "1T10:00:00");
      assertThatIllegalArgumentException().isThrownBy(() -> store.commands().submit(List.of(queued, command("B", "", "1T10:00:00"))));
      assertThatIllegalArgumentException()
        .isThrownBy(() -> store.commands().submit(List.of(queued.in(new Command.Running(1, 1, at("1T11:00:00"))))));
      assertThat(store.commands().findByMessageId("A")).isEmpty();
    }
  }

  @Test
  default void isDueOldestFirstWhileNobodyHoldsIt(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command late = submitted(store, command("late", "", "1T10:00:02"));
      Command early = submitted(store, command("early", "", "1T10:00:01"));
      Command held = submitted(store, command("held", "", "1T10:00:00"));
      Command running = store.commands().lease(held.mrid(), at("1T10:00:00"), at("1T10:05:00")).orElseThrow();
      assertThat(running.state()).isEqualTo(new Command.Running(1, 1, at("1T10:05:00")));
      assertThat(store.commands().due(at("1T10:04:59"), 10)).containsExactly(early, late);
      assertThat(store.commands().due(at("1T10:05:00"), 10)).containsExactly(running, early, late);
      assertThat(store.commands().due(at("1T10:05:00"), 2)).containsExactly(running, early);
    }
  }

  @Test
  default void doesADevicesCommandsOneAfterTheOther(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command open = submitted(store, command("open", "", "1T10:00:00"));
      Command close = new Command(Mrid.random(), "close", "", "", open.requestedBy(), open.device(), open.type(), "", open.requested(),
        open.expires(), new Command.Queued(0));
      submitted(store, close);
      assertThat(store.commands().due(at("1T10:00:01"), 10)).containsExactly(open);
      long fencing = fencing(store, open, "1T10:00:01");
      assertThat(store.commands().due(at("1T10:00:30"), 10)).isEmpty();
      store.commands().finish(open.mrid(), fencing, OPEN, at("1T10:00:31"), event(open.device(), "1T10:00:31"));
      assertThat(store.commands().due(at("1T10:00:32"), 10)).containsExactly(close);
    }
  }

  @Test
  default void leasesToOneOfMany(@TempDir Path folder) throws Exception {
    try (Ports store = opener().open(folder); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Mrid mrid = submitted(store, command("A", "", "1T10:00:00")).mrid();
      Callable<Optional<Command>> lease = () -> store.commands().lease(mrid, at("1T10:00:00"), at("1T10:05:00"));
      List<Future<Optional<Command>>> all = callers.invokeAll(Collections.nCopies(16, lease));
      assertThat(all.stream().map(CommandStoreContract::got).filter(Optional::isPresent)).hasSize(1);
    }
  }

  private static Optional<Command> got(Future<Optional<Command>> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  default void aLaterLeaseMakesTheEarlierVoid(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command command = submitted(store, command("A", "", "1T10:00:00"));
      assertThat(fencing(store, command, "1T10:00:00")).isEqualTo(1);
      assertThat(store.commands().lease(command.mrid(), at("1T10:00:30"), at("1T10:02:00"))).isEmpty();
      assertThat(fencing(store, command, "1T10:01:00")).isEqualTo(2);
      assertThat(store.commands().release(command.mrid(), 1)).isFalse();
      assertThat(store.commands().finish(command.mrid(), 1, OPEN, at("1T10:01:01"), event(command.device(), "1T10:01:01"))).isEmpty();
      assertThat(toldEvents(store.outbox())).isEmpty();
      assertThat(store.commands().release(command.mrid(), 2)).isTrue();
      assertThat(store.commands().findByMessageId("A")).containsExactly(command.in(new Command.Queued(2)));
      assertThat(fencing(store, command, "1T10:01:02")).isEqualTo(3);
    }
  }

  @Test
  default void finishesOnce(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command command = submitted(store, command("A", "http://reply", "1T10:00:00"));
      long fencing = fencing(store, command, "1T10:00:00");
      EndDeviceEvent event = event(command.device(), "1T10:00:09");
      Command finished = command.in(new Command.Finished(OPEN, at("1T10:00:10")));
      assertThat(store.commands().finish(command.mrid(), fencing, OPEN, at("1T10:00:10"), event)).contains(finished);
      assertThat(store.commands().finish(command.mrid(), fencing, new ControlOutcome.Connected(), at("1T10:00:11"),
        event(command.device(), "1T10:00:11"))).isEmpty();
      assertThat(store.commands().lease(command.mrid(), at("1T11:00:00"), at("1T11:05:00"))).isEmpty();
      assertThat(store.commands().release(command.mrid(), fencing)).isFalse();
      assertThat(store.commands().due(at("1T12:00:00"), 10)).isEmpty();
      assertThat(toldEvents(store.outbox())).containsExactly(event);
      assertThat(toldReplies(store.outbox())).containsExactly(List.of(finished));
      assertThat(store.events().find(command.device(), Sample.ALWAYS, 10)).containsExactly(event);
      assertThat(store.commands().findByDevice(command.device(), 10)).containsExactly(finished);
    }
  }

  @Test
  default void repliesWithAllCommandsWhenTheLastIsFinished(@TempDir Path folder) {
    List<Command> request = List.of(command("A", "http://reply", "1T10:00:00"), command("A", "http://reply", "1T10:00:00"));
    try (Ports store = opener().open(folder)) {
      store.commands().submit(request);
      var finished = new ArrayList<Command>();
      for (Command each : request) {
        assertThat(toldReplies(store.outbox())).isEmpty();
        finished.add(store.commands().finish(each.mrid(), 0, new ControlOutcome.Cancelled("withdrawn"), at("1T10:01:00"),
          event(each.device(), "1T10:01:00")).orElseThrow());
      }
      assertThat(toldReplies(store.outbox())).containsExactly(finished);
    }
  }

  @Test
  default void repliesToNobodyWithoutAReplyAddress(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command command = submitted(store, command("A", "", "1T10:00:00"));
      store.commands().finish(command.mrid(), 0, new ControlOutcome.TimedOut("silent"), at("1T10:01:00"),
        event(command.device(), "1T10:01:00"));
      assertThat(toldReplies(store.outbox())).isEmpty();
      assertThat(toldEvents(store.outbox())).hasSize(1);
    }
  }

  @Test
  default void knowsNothingOfAnUnknownCommand(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Mrid unknown = Mrid.random();
      assertThat(store.commands().lease(unknown, at("1T10:00:00"), at("1T10:01:00"))).isEmpty();
      assertThat(store.commands().release(unknown, 1)).isFalse();
      assertThat(store.commands().finish(unknown, 1, OPEN, at("1T10:00:00"), event(unknown, "1T10:00:00"))).isEmpty();
      assertThat(store.commands().findByDevice(unknown, 10)).isEmpty();
    }
  }

  private static Command submitted(Ports store, Command command) { return store.commands().submit(List.of(command)).getFirst(); }

  /** Leases for a minute. */
  private static long fencing(Ports store, Command command, String now) {
    Command leased = store.commands().lease(command.mrid(), at(now), at(now).plusSeconds(60)).orElseThrow();
    return ((Command.Running) leased.state()).fencing();
  }
}
