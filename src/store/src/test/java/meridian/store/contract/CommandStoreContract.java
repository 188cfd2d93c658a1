package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Cancellation.Result;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.event.EndDeviceEvent;
import meridian.services.port.CommandStore;

import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.command;
import static meridian.store.contract.Sample.event;
import static meridian.store.contract.Sample.toldEvents;
import static meridian.store.contract.Sample.toldReplies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

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
      assertThat(store.commands().findByRequest("billing", "A")).isEqualTo(request);
      assertThat(store.commands().findByRequest("billing", "B")).isEmpty();
      assertThat(store.commands().listDue(at("1T10:00:00"), 10)).isEqualTo(request);
    }
  }

  @Test
  default void refusesARequestThatIsNone(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command queued = command("A", "", "1T10:00:00");
      assertThatIllegalArgumentException().isThrownBy(() -> store.commands().submit(List.of(queued, command("B", "", "1T10:00:00"))));
      assertThatIllegalArgumentException()
        .isThrownBy(() -> store.commands().submit(List.of(queued.in(new Command.Running(1, at("1T11:00:00"), "")))));
      assertThat(store.commands().findByRequest("billing", "A")).isEmpty();
    }
  }

  /** The clock was put right while the hub was down; the fast one's command waits for nothing and is overtaken by nothing. */
  @Test
  default void whatWasAskedForByAFastClockIsDueAtOnceAndFirst(@TempDir Path folder) {
    Mrid device = Mrid.random();
    Command early = asked("early", device, "9T10:00:00");
    Command scheduled = of("billing", Priority.NORMAL, Mrid.random(), "9T10:00:00", "9T11:00:00");
    try (Ports store = opener().open(folder)) {
      submitted(store, early);
      submitted(store, scheduled);
      assertThat(store.commands().listDue(at("3T00:00:00"), 10)).isEmpty();
    }
    try (Ports store = opener().open(folder)) {
      Command late = submitted(store, asked("late", device, "3T00:00:01"));
      assertThat(store.commands().listDue(at("3T00:00:02"), 10)).containsExactly(early);
      store.commands().finish(early.mrid(), 0, OPEN, at("3T00:00:03"), event(device, "3T00:00:03"));
      assertThat(store.commands().listDue(at("3T00:00:04"), 10)).containsExactly(late);
    }
  }

  @Test
  default void twoSendersMayUseTheSameMessageId(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command ours = submitted(store, command("A", "http://reply", "1T10:00:00"));
      Command theirs = submitted(store, of("crm", Priority.NORMAL, Mrid.random(), "1T10:00:00", "1T11:00:00"));
      assertThat(store.commands().findByRequest("billing", "A")).containsExactly(ours);
      assertThat(store.commands().findByRequest("crm", "A")).containsExactly(theirs);
      cancel(store, "c", theirs);
      assertThat(toldReplies(store.outbox())).isEmpty();
      cancel(store, "d", ours);
      assertThat(toldReplies(store.outbox())).hasSize(1);
    }
  }

  @Test
  default void isDueFromItsTimeOnByPriorityAndThenByAge(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command scheduled = submitted(store, of("s", Priority.HIGH, Mrid.random(), "1T10:30:00", "1T11:00:00"));
      Command low = submitted(store, of("l", Priority.LOW, Mrid.random(), "1T10:00:00", "1T11:00:00"));
      Command late = submitted(store, of("n2", Priority.NORMAL, Mrid.random(), "1T10:00:02", "1T11:00:00"));
      Command early = submitted(store, of("n1", Priority.NORMAL, Mrid.random(), "1T10:00:01", "1T11:00:00"));
      Command high = submitted(store, of("h", Priority.HIGH, Mrid.random(), "1T10:00:03", "1T11:00:00"));
      assertThat(store.commands().listDue(at("1T10:00:03"), 10)).containsExactly(high, early, late, low);
      assertThat(store.commands().listDue(at("1T10:00:02"), 10)).containsExactly(early, late, low);
      assertThat(store.commands().listDue(at("1T10:00:03"), 2)).containsExactly(high, early);
      assertThat(store.commands().listDue(at("1T10:30:00"), 10)).containsExactly(high, scheduled, early, late, low);
      assertThat(store.commands().next(at("1T10:00:03"), at("1T10:00:03")).due()).isEqualTo(at("1T10:30:00"));
      assertThat(store.commands().next(at("1T10:30:00"), at("1T10:00:03")).due()).isEqualTo(at("1T11:00:00"));
      assertThat(store.commands().next(at("1T11:00:00"), at("1T10:00:03")).due()).isEqualTo(Instant.MAX);
    }
  }

  @Test
  default void isDoubtfulOnceItsLeaseOrItsRestIsOver(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Command command = submitted(store, command("A", "", "1T10:00:00"));
      Command running = store.commands().lease(command.mrid(), at("1T10:00:00"), at("1T10:05:00")).orElseThrow();
      assertThat(running.state()).isEqualTo(new Command.Running(1, at("1T10:05:00"), ""));
      assertThat(store.commands().listDue(at("1T10:04:00"), 10)).isEmpty();
      assertThat(store.commands().next(at("1T12:00:00"), at("1T10:00:00")).lease()).isEqualTo(at("1T10:05:00"));
      assertThat(store.commands().listDoubtful(at("1T10:04:59"), 10)).isEmpty();
      assertThat(store.commands().listDoubtful(at("1T10:05:00"), 10)).containsExactly(running);
      Command renewed = store.commands().renew(command.mrid(), 1, at("1T10:06:00")).orElseThrow();
      assertThat(store.commands().listDoubtful(at("1T10:05:00"), 10)).isEmpty();
      assertThat(renewed.state()).isEqualTo(new Command.Running(1, at("1T10:06:00"), ""));
      Command resting = store.commands().release(command.mrid(), 1, at("1T10:07:00")).orElseThrow();
      assertThat(store.commands().listDoubtful(at("1T10:06:59"), 10)).isEmpty();
      assertThat(store.commands().next(at("1T12:00:00"), at("1T10:06:00")).lease()).isEqualTo(at("1T10:07:00"));
      assertThat(store.commands().listDoubtful(at("1T10:07:00"), 10)).containsExactly(resting);
      assertThat(store.commands().listDue(at("1T10:07:00"), 10)).isEmpty();
    }
  }

  @Test
  default void doesADevicesCommandsOneAfterTheOtherInTheOrderTheyFallDue(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Mrid device = Mrid.random();
      Command later = submitted(store, of("later", Priority.HIGH, device, "1T10:10:00", "1T11:00:00"));
      Command open = submitted(store, of("open", Priority.NORMAL, device, "1T10:00:00", "1T11:00:00"));
      Command close = submitted(store, of("close", Priority.HIGH, device, "1T10:00:00", "1T11:00:00"));
      assertThat(store.commands().listDue(at("1T10:20:00"), 10)).containsExactly(open);
      long fencing = fencing(store, open, "1T10:20:00");
      assertThat(store.commands().listDue(at("1T10:20:01"), 10)).isEmpty();
      store.commands().release(open.mrid(), fencing, at("1T10:30:00"));
      // What was tried keeps the turn, even from one that fell due before it because the clock was set back.
      submitted(store, of("set-back", Priority.NORMAL, device, "1T09:00:00", "1T11:00:00"));
      assertThat(store.commands().listDue(at("1T10:20:01"), 10)).isEmpty();
      fencing = fencing(store, open, "1T10:30:00");
      store.commands().finish(open.mrid(), fencing, OPEN, at("1T10:30:01"), event(device, "1T10:30:01"));
      cancel(store, "c", store.commands().findByRequest("set-back", "A").getFirst());
      assertThat(store.commands().listDue(at("1T10:30:02"), 10)).containsExactly(close);
      cancel(store, "d", close);
      assertThat(store.commands().listDue(at("1T10:30:02"), 10)).containsExactly(later);
    }
  }

  @Test
  default void isExpiredWhoeversTurnItIs(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Mrid device = Mrid.random();
      Command first = submitted(store, of("1", Priority.NORMAL, device, "1T10:00:00", "1T12:00:00"));
      Command second = submitted(store, of("2", Priority.NORMAL, device, "1T10:00:00", "1T10:02:00"));
      Command third = submitted(store, of("3", Priority.NORMAL, Mrid.random(), "1T10:00:00", "1T10:01:00"));
      fencing(store, first, "1T10:00:00");
      Command resting = store.commands().release(first.mrid(), 1, at("1T13:00:00")).orElseThrow();
      assertThat(store.commands().listExpired(at("1T10:00:59"), 10)).isEmpty();
      assertThat(store.commands().listExpired(at("1T10:02:00"), 10)).containsExactly(third, second);
      assertThat(store.commands().listExpired(at("1T10:02:00"), 1)).containsExactly(third);
      assertThat(store.commands().listExpired(at("1T12:00:00"), 10)).containsExactly(third, second, resting);
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
      assertThat(store.commands().release(command.mrid(), 1, Instant.EPOCH)).isEmpty();
      assertThat(store.commands().finish(command.mrid(), 1, OPEN, at("1T10:01:01"), event(command.device(), "1T10:01:01"))).isEmpty();
      assertThat(toldEvents(store.outbox())).isEmpty();
      assertThat(store.commands().renew(command.mrid(), 1, at("1T10:09:00"))).isEmpty();
      Command queued = command.in(new Command.Queued(2));
      assertThat(store.commands().release(command.mrid(), 2, Instant.EPOCH)).contains(queued);
      // The first worker was asleep all the while and comes back with its outcome.
      assertThat(store.commands().finish(command.mrid(), 1, OPEN, at("1T10:01:02"), event(command.device(), "1T10:01:02"))).isEmpty();
      assertThat(store.commands().find(command.mrid())).contains(queued);
      assertThat(fencing(store, command, "1T10:01:02")).isEqualTo(3);
      assertThat(toldEvents(store.outbox())).isEmpty();
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
      assertThat(store.commands().release(command.mrid(), fencing, Instant.EPOCH)).isEmpty();
      assertThat(store.commands().listDue(at("1T12:00:00"), 10)).isEmpty();
      assertThat(store.commands().listDoubtful(at("1T12:00:00"), 10)).isEmpty();
      assertThat(store.commands().listExpired(at("1T12:00:00"), 10)).isEmpty();
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
      assertThat(store.commands().release(unknown, 1, Instant.EPOCH)).isEmpty();
      assertThat(store.commands().finish(unknown, 1, OPEN, at("1T10:00:00"), event(unknown, "1T10:00:00"))).isEmpty();
      assertThat(store.commands().findByDevice(unknown, 10)).isEmpty();
      assertThat(store.commands().find(unknown)).isEmpty();
      assertThat(store.commands().cancel(new CommandStore.Cancel("billing", "c", List.of(unknown), "anna"), at("1T10:00:00"),
        command -> event(command.device(), "1T10:00:00"))).isEmpty();
    }
  }

  @Test
  default void cancelsWhatWasNotTriedAndNotesItForTheRest(@TempDir Path folder) {
    Command fresh = command("A", "http://reply", "1T10:00:00");
    Command running = command("B", "", "1T10:00:00");
    Command resting = command("C", "", "1T10:00:00");
    Command finished = command("D", "", "1T10:00:00");
    try (Ports store = opener().open(folder)) {
      List.of(fresh, running, resting, finished).forEach(each -> submitted(store, each));
      fencing(store, running, "1T10:00:00");
      store.commands().release(resting.mrid(), fencing(store, resting, "1T10:00:00"), at("1T10:09:00"));
      store.commands().finish(finished.mrid(), 0, OPEN, at("1T10:00:01"), event(finished.device(), "1T10:00:01"));
      assertThat(cancel(store, "c", fresh, running, resting, finished)).containsExactly(
        new Cancellation(fresh.mrid(), fresh.device(), Result.CANCELLED),
        new Cancellation(running.mrid(), running.device(), Result.UNDER_WAY),
        new Cancellation(resting.mrid(), resting.device(), Result.UNDER_WAY),
        new Cancellation(finished.mrid(), finished.device(), Result.FINISHED));
    }
    try (Ports store = opener().open(folder)) {
      Command taken = store.commands().find(fresh.mrid()).orElseThrow();
      assertThat(taken.outcome()).contains(new ControlOutcome.Cancelled("withdrawn by anna"));
      assertThat(toldEvents(store.outbox())).hasSize(2);
      assertThat(toldReplies(store.outbox())).containsExactly(List.of(taken));
      assertThat(store.commands().find(finished.mrid()).orElseThrow().outcome()).contains(OPEN);
      assertThat(store.commands().listDoubtful(at("1T10:05:00"), 10)).extracting(Command::mrid, Command::cancelRequestedBy)
        .containsExactlyInAnyOrder(tuple(running.mrid(), "anna"), tuple(resting.mrid(), "anna"));
    }
  }

  @Test
  default void answersTheSameCancellationTheSame(@TempDir Path folder) {
    Command command = command("A", "", "1T10:00:00");
    try (Ports store = opener().open(folder)) {
      submitted(store, command);
      fencing(store, command, "1T10:00:00");
      List<Cancellation> first = cancel(store, "c", command);
      store.commands().finish(command.mrid(), 1, OPEN, at("1T10:00:01"), event(command.device(), "1T10:00:01"));
      assertThat(cancel(store, "c", command)).isEqualTo(first);
      assertThat(cancel(store, "d", command)).extracting(Cancellation::result).containsExactly(Result.FINISHED);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(cancel(store, "c", command)).extracting(Cancellation::result).containsExactly(Result.UNDER_WAY);
    }
  }

  /** The store's clock stands at 3 March, and it keeps for 400 days. */
  @Test
  default void forgetsRequestsLongFinished(@TempDir Path folder) {
    Instant old = at("3T00:00:00").minus(Duration.ofDays(401));
    Instant young = at("3T00:00:00").minus(Duration.ofDays(399));
    try (Ports store = opener().open(folder)) {
      var done = new ArrayList<Command>();
      for (String messageId : List.of("old", "young", "open")) {
        done.add(submitted(store, command(messageId, "", "1T10:00:00")));
      }
      store.commands().finish(done.get(0).mrid(), 0, OPEN, old, event(done.get(0).device(), "1T10:00:01"));
      store.commands().finish(done.get(1).mrid(), 0, OPEN, young, event(done.get(1).device(), "1T10:00:01"));
    }
    try (Ports store = opener().open(folder)) {
      submitted(store, command("next", "", "1T10:00:00"));
      assertThat(store.commands().findByRequest("billing", "old")).isEmpty();
      assertThat(store.commands().findByRequest("billing", "young")).hasSize(1);
      assertThat(store.commands().findByRequest("billing", "open")).hasSize(1);
      Command again = command("old", "", "2T10:00:00");
      assertThat(store.commands().submit(List.of(again))).containsExactly(again);
    }
  }

  private static List<Cancellation> cancel(Ports store, String messageId, Command... commands) {
    List<Mrid> mrids = Stream.of(commands).map(Command::mrid).toList();
    return store.commands().cancel(new CommandStore.Cancel("billing", messageId, mrids, "anna"), at("1T10:00:00"),
      command -> event(command.device(), "1T10:00:00"));
  }

  /** MessageID A of this sender. */
  private static Command of(String sender, Priority priority, Mrid device, String notBefore, String expires) {
    return new Command(Mrid.random(), sender, "A", "", "", sender, device, EndDeviceControlType.CONNECT, "", priority, at("1T09:00:00"),
      at(notBefore), at(expires), new Command.Queued(0));
  }

  private static Command asked(String messageId, Mrid device, String requested) {
    return new Command(Mrid.random(), messageId, "", "", "billing", device, EndDeviceControlType.CONNECT, "", at(requested),
      at("9T12:00:00"), new Command.Queued(0));
  }

  private static Command submitted(Ports store, Command command) { return store.commands().submit(List.of(command)).getFirst(); }

  /** Leases for a minute. */
  private static long fencing(Ports store, Command command, String now) {
    Command leased = store.commands().lease(command.mrid(), at(now), at(now).plusSeconds(60)).orElseThrow();
    return ((Command.Running) leased.state()).fencing();
  }
}
