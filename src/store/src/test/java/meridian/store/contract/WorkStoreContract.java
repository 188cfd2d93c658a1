package meridian.store.contract;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.services.port.Answered;
import meridian.services.port.WorkStore;

import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link WorkStore}. */
public interface WorkStoreContract {
  Mrid METER = Mrid.derivedFrom("M1");
  Mrid OLD_METER = Mrid.derivedFrom("M0");
  Mrid USAGE_POINT = Mrid.derivedFrom("UP 1");

  Ports.Opener opener();

  private static MeterServiceWork work(String name, WorkStatus status) {
    Instant time = at("1T10:00:00");
    var told = new CimElement("MeterServiceWork", Map.of(), "", List.of(CimElement.value("priority", "high"),
      CimElement.part("Customers", CimElement.part("Names", CimElement.value("name", "Ånna & Söhne")),
        CimElement.reference("Kind", "1.2"))));
    return new MeterServiceWork(Mrid.derivedFrom(name), name, WorkKind.METER, status, time, time.plusSeconds(1), Optional.of(METER),
      Optional.of(OLD_METER), Optional.of(USAGE_POINT), List.of(new ActivityRecord(time, "received", "", "cis")),
      Optional.of(Mrid.derivedFrom("command")), asked(name), told);
  }

  private static Asked asked(String messageId) { return new Asked("cis", messageId, "anna"); }

  private static Notice.Objects told(Verb verb, MeterServiceWork work) {
    return new Notice.Objects(verb, Notice.Noun.METER_SERVICE_REQUESTS, List.of(work.told()));
  }

  private static WorkStore.Change put(MeterServiceWork work) {
    return new WorkStore.Change(work.asked(), at("2T00:00:00"), List.of(work), List.of(told(Verb.CREATED, work)),
      new Answered(List.of(work.mrid()), List.of()));
  }

  private static List<Notice.Content> told(Ports store) { return store.outbox().after(0, 100).stream().map(Notice::content).toList(); }

  @Test
  default void keepsWorkWholeAndTellsOfIt(@TempDir Path folder) {
    MeterServiceWork swap = work("swap", new WorkStatus.Received());
    MeterServiceWork done = swap.in(new WorkStatus.Completed(), new ActivityRecord(at("2T00:00:00"), "completed", "", "wms"));
    try (Ports store = opener().open(folder)) {
      store.work().apply(put(swap));
      assertThat(store.work().find(swap.mrid())).contains(swap);
      store.work().step(done, Optional.of(told(Verb.CHANGED, done)));
      store.work().step(done, Optional.empty());
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.work().find(swap.mrid())).contains(done);
      assertThat(told(store)).containsExactly(told(Verb.CREATED, swap), told(Verb.CHANGED, done));
      assertThat(store.outbox().after(0, 1).getFirst().noun()).isEqualTo(Notice.Noun.METER_SERVICE_REQUESTS);
    }
  }

  @Test
  default void theSameMessageOfTheSameSenderIsAnsweredTheSameAndTellsNothing(@TempDir Path folder) {
    MeterServiceWork first = work("first", new WorkStatus.Received());
    MeterServiceWork second = work("second", new WorkStatus.Received());
    var answer = new Answered(List.of(first.mrid()), List.of());
    try (Ports store = opener().open(folder)) {
      store.work().apply(put(first));
      var again = new WorkStore.Change(first.asked(), at("2T00:00:00"), List.of(second), List.of(told(Verb.CREATED, second)),
        new Answered(List.of(second.mrid()), List.of()));
      assertThat(store.work().apply(again)).isEqualTo(answer);
      assertThat(store.work().findAnswer(first.asked())).contains(answer);
      assertThat(store.work().find(second.mrid())).isEmpty();
      assertThat(told(store)).hasSize(1);
    }
  }

  @Test
  default void findsByNameByDeviceAndByWhereItStands(@TempDir Path folder) {
    MeterServiceWork received = work("a", new WorkStatus.Received());
    MeterServiceWork completed = work("b", new WorkStatus.Completed());
    MeterServiceWork controlled = work("c", new WorkStatus.Underway(true));
    MeterServiceWork elsewhere = new MeterServiceWork(Mrid.random(), "a", WorkKind.OTHER, new WorkStatus.Underway(false), at("1T00:00:00"),
      at("1T00:00:00"), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), asked("d"),
      CimElement.part("MeterServiceWork"));
    try (Ports store = opener().open(folder)) {
      for (MeterServiceWork each : List.of(received, completed, controlled, elsewhere)) {
        store.work().apply(put(each));
      }
      assertThat(store.work().list(false, 0, 10)).containsExactly(elsewhere, controlled, completed, received);
      assertThat(store.work().list(true, 0, 10)).containsExactly(elsewhere, controlled, received);
      assertThat(store.work().list(false, 1, 2)).containsExactly(controlled, completed);
      assertThat(store.work().findByName("a", 10)).containsExactly(elsewhere, received);
      assertThat(store.work().findByName("a", 1)).containsExactly(elsewhere);
      assertThat(store.work().listControlled()).containsExactly(controlled);
      for (Mrid of : List.of(METER, OLD_METER, USAGE_POINT)) {
        assertThat(store.work().listOf(of, 2)).containsExactly(controlled, completed);
      }
      assertThat(store.work().listOf(Mrid.random(), 2)).isEmpty();
    }
  }
}
