package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.CollectionTask.State;
import meridian.model.task.Recurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.port.Answered.Refusal;
import meridian.services.port.TaskStore;

import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link TaskStore}. */
public interface TaskStoreContract {

  Ports.Opener opener();

  private static CollectionTask task(String name, Instant created, Recurrence recurrence) {
    var schedule = new Schedule(at("1T00:00:00"), Optional.of(at("9T00:00:00")), recurrence,
      List.of(Schedule.Slot.AT_ONCE, new Schedule.Slot(Duration.ofMillis(90_500), Optional.of(Duration.ofHours(1)))));
    return new CollectionTask(Mrid.derivedFrom(name), name,
      new Scope(Set.of(Mrid.random(), Mrid.random()), Set.of(Mrid.random()), Set.of(new Scope.Group("EndDeviceGroup", "North"))),
      Set.of(Sample.ENERGY, Sample.QUARTER), schedule, Instant.MIN, true, Priority.HIGH, State.ACTIVE, asked(name), created);
  }

  private static Asked asked(String messageId) { return new Asked("mdm", messageId, "anna"); }

  private static TaskStore.Change put(String messageId, CollectionTask... tasks) {
    List<Mrid> done = List.of(tasks).stream().map(CollectionTask::mrid).toList();
    return new TaskStore.Change(asked(messageId), at("2T00:00:00"), List.of(tasks), List.of(), new Answered(done, List.of()));
  }

  private static TaskRun run(CollectionTask task, int number) {
    Instant due = at("1T00:00:00").plusSeconds(number);
    return new TaskRun(task.mrid(), due, due.plusSeconds(1), due.plusSeconds(9), 7, 6, 1, 96, 2, number);
  }

  @Test
  default void keepsTasksWholeOldestFirst(@TempDir Path folder) {
    CollectionTask once = task("once", at("1T02:00:00"), new Recurrence.Once());
    CollectionTask daily = task("daily", at("1T01:00:00"), new Recurrence.Every(Duration.ofDays(1)));
    CollectionTask monthly = task("monthly", at("1T03:00:00"), new Recurrence.Monthly(ZoneOffset.ofHours(-5)));
    try (Ports store = opener().open(folder)) {
      store.tasks().apply(put("m1", once, daily, monthly));
      store.tasks().apply(put("m2", once.in(State.CANCELLED)));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.tasks().list()).containsExactly(daily, once.in(State.CANCELLED), monthly);
    }
  }

  @Test
  default void theSameMessageOfTheSameSenderIsAnsweredTheSameAndDoesNothing(@TempDir Path folder) {
    CollectionTask first = task("first", at("1T00:00:00"), new Recurrence.Once());
    CollectionTask second = task("second", at("1T00:00:00"), new Recurrence.Once());
    var answer = new Answered(List.of(first.mrid()), List.of(new Refusal(Reason.UNKNOWN, "MTR-9", "no such meter")));
    try (Ports store = opener().open(folder)) {
      assertThat(store.tasks().findAnswer(asked("m1"))).isEmpty();
      var change = new TaskStore.Change(asked("m1"), at("2T00:00:00"), List.of(first), List.of(), answer);
      assertThat(store.tasks().apply(change)).isEqualTo(answer);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.tasks().findAnswer(asked("m1"))).contains(answer);
      assertThat(store.tasks().apply(put("m1", second))).isEqualTo(answer);
      assertThat(store.tasks().list()).containsExactly(first);
      assertThat(store.tasks().findAnswer(new Asked("other", "m1", "anna"))).isEmpty();
    }
  }

  @Test
  default void keepsTheNewestRunsAndWhereTheTaskStandsThen(@TempDir Path folder) {
    CollectionTask task = task("daily", at("1T01:00:00"), new Recurrence.Every(Duration.ofDays(1)));
    Mrid round = Mrid.derivedFrom("has no row");
    try (Ports store = opener().open(folder)) {
      store.tasks().apply(put("m1", task));
      for (int number = 1; number <= 5; number++) {
        store.tasks().finish(run(task, number), Optional.empty(), 3);
      }
      store.tasks().finish(new TaskRun(round, at("1T00:00:00"), at("1T00:00:00"), at("1T00:00:00"), 0, 0, 0, 0, 0, 0), Optional.empty(), 3);
      store.tasks().finish(run(task, 6), Optional.of(task.in(State.COMPLETED)), 3);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.tasks().runs(task.mrid(), 10)).containsExactly(run(task, 6), run(task, 5), run(task, 4));
      assertThat(store.tasks().runs(task.mrid(), 1)).containsExactly(run(task, 6));
      assertThat(store.tasks().lastDue()).containsOnlyKeys(task.mrid(), round).containsEntry(task.mrid(), run(task, 6).due());
      assertThat(store.tasks().list()).containsExactly(task.in(State.COMPLETED));
    }
  }

  @Test
  default void whatIsGoneTakesItsRunsAlong(@TempDir Path folder) {
    CollectionTask task = task("daily", at("1T01:00:00"), new Recurrence.Every(Duration.ofDays(1)));
    try (Ports store = opener().open(folder)) {
      store.tasks().apply(put("m1", task));
      store.tasks().finish(run(task, 1), Optional.empty(), 3);
      var answer = new Answered(List.of(task.mrid()), List.of());
      store.tasks().apply(new TaskStore.Change(asked("m2"), at("2T00:00:00"), List.of(), List.of(task.mrid()), answer));
      assertThat(store.tasks().list()).isEmpty();
      assertThat(store.tasks().runs(task.mrid(), 10)).isEmpty();
      assertThat(store.tasks().lastDue()).isEmpty();
      store.tasks().finish(run(task, 2), Optional.of(task.in(State.COMPLETED)), 3);
      assertThat(store.tasks().list()).as("a run that ends later brings nothing back").isEmpty();
    }
  }
}
