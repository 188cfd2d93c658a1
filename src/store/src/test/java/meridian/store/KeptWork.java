package meridian.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.services.port.Answered;
import meridian.services.port.TaskStore;
import meridian.services.port.WorkStore;

import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;

/** As {@link Kept}: a collection task with a run, and service work; since V7 of the hub's schema, V4 of PostgreSQL's. */
final class KeptWork {
  private static final Asked ASKED = new Asked("cis", "m-1", "anna");
  private static final CollectionTask TASK = new CollectionTask(Mrid.derivedFrom("task"), "BILLING", Scope.ALL, Set.of(),
    Schedule.every(Duration.ofDays(1)), at("1T00:00:00"), false, Priority.LOW, CollectionTask.State.ACTIVE, ASKED, at("1T00:00:00"));
  private static final TaskRun RUN = new TaskRun(TASK.mrid(), at("1T00:00:00"), at("1T00:00:01"), at("1T00:00:02"), 5, 4, 1, 9, 0, 2);
  private static final MeterServiceWork WORK = new MeterServiceWork(Mrid.derivedFrom("work"), "W-1", WorkKind.REPAIR,
    new WorkStatus.Planned(),
    at("1T00:00:00"), at("1T00:00:01"), Optional.of(Mrid.derivedFrom("M1")), Optional.empty(), Optional.empty(),
    List.of(new ActivityRecord(at("1T00:00:00"), "received", "", "anna")), Optional.empty(), ASKED,
    CimElement.part("MeterServiceWork", CimElement.value("priority", "high")));
  private static final Answered ANSWER = new Answered(List.of(TASK.mrid()), List.of());

  private KeptWork() {}

  static void write(Store store) {
    store.tasks().apply(new TaskStore.Change(ASKED, at("1T00:00:00"), List.of(TASK), List.of(), ANSWER));
    store.tasks().finish(RUN, Optional.empty(), 10);
    store.work().step(WORK, Optional.empty());
  }

  static void check(Store store) {
    assertThat(store.tasks().list()).containsExactly(TASK);
    assertThat(store.tasks().runs(TASK.mrid(), 10)).containsExactly(RUN);
    assertThat(store.work().list(false, 0, 10)).containsExactly(WORK);
    var again = new WorkStore.Change(ASKED, at("2T00:00:00"), List.of(), List.of(), new Answered(List.of(), List.of()));
    assertThat(store.work().apply(again)).isEqualTo(ANSWER);
  }
}
