package meridian.services.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.services.Grids;
import meridian.services.MemoryCommands;
import meridian.services.MemoryWork;
import meridian.services.control.ControlDevices;
import meridian.services.field.Field;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterStates;
import meridian.services.master.MasterData;
import meridian.services.master.Problem;
import meridian.services.master.Wish;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.port.EventStore;
import meridian.services.record.RecordEvents;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

class ServiceWorkTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final Registry registry = new Registry(Grids.meters("M1", "M2"));
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final MemoryWork store = new MemoryWork();
  private final MemoryCommands commands = new MemoryCommands();
  private final Relays field = new Relays();
  private final List<Wish> wishes = new CopyOnWriteArrayList<>();
  private final List<Problem> problems = new CopyOnWriteArrayList<>();
  private final AtomicInteger messages = new AtomicInteger();
  private ControlDevices controls = controls();
  private ServiceWork work = start();

  @AfterEach
  void close() {
    work.close();
    controls.close();
  }

  private ControlDevices controls() {
    var events = new RecordEvents(new NoEvents(), registry, new MeterStates(new LiveState(registry.size())), new Feed<>(), now::get);
    return new ControlDevices(commands, registry, field, events, now::get);
  }

  private ServiceWork start() {
    return new ServiceWork(store, registry, controls, (asked, _) -> {
      wishes.addAll(asked);
      return new MasterData.Done(List.of(), problems);
    }, now::get, Duration.ofMinutes(5));
  }

  private Asked asked() { return new Asked("cis", "m" + messages.incrementAndGet(), "anna"); }

  private static WorkWish wish(String name, WorkKind kind, Optional<WorkStatus> status, CimElement... told) {
    var tree = new ArrayList<CimElement>(List.of(told));
    tree.add(CimElement.part("Meter", CimElement.value("mRID", Mrid.derivedFrom("M1").toString())));
    return new WorkWish(name, Optional.of(Mrid.derivedFrom(name)), Optional.of(kind), status, "", Optional.empty(),
      Optional.of(Mrid.derivedFrom("M1")), Optional.empty(), Optional.empty(), List.of(), new CimElement("MeterServiceWork", Map.of(), "",
        tree));
  }

  private static WorkWish inspection(String name) { return wish(name, WorkKind.INSPECTION, Optional.empty()); }

  private static WorkWish status(String name, WorkStatus status, CimElement... told) {
    return new WorkWish(name, Optional.empty(), Optional.empty(), Optional.of(status), "said so", Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), List.of(), CimElement.part("MeterServiceWork", told));
  }

  private MeterServiceWork kept(String name) { return work.find(name).orElseThrow(); }

  private List<String> told() {
    return store.told().stream().map(told -> told.verb().text() + " "
      + told.objects().stream().map(object -> object.text("status", "value")).toList()).toList();
  }

  @Test
  void workGoesItsWayAndEachStepIsRecordedAndTold() {
    work.create(asked(), List.of(inspection("A")), false, false);
    now.set(NOON.plusSeconds(1));
    work.change(asked(), List.of(status("A", new WorkStatus.Planned(), CimElement.value("priority", "high"))), false, false);
    work.close(new Asked("wms", "x", "bert"), List.of(WorkWish.of("A")), false);
    assertThat(kept("A").activities()).containsExactly(new ActivityRecord(NOON, "received", "", "anna"),
      new ActivityRecord(NOON.plusSeconds(1), "planned", "said so", "anna"),
      new ActivityRecord(NOON.plusSeconds(1), "completed", "", "bert"));
    assertThat(kept("A").priority()).isEqualTo("high");
    assertThat(kept("A").told().find("Meter")).as("not named in the change: it stays").isPresent();
    assertThat(told()).containsExactly("created [received]", "changed [planned]", "closed [completed]");
    assertThat(store.told().getFirst()).extracting(Notice.Objects::verb, Notice.Objects::noun).containsExactly(Verb.CREATED,
      Notice.Noun.METER_SERVICE_REQUESTS);
  }

  @Test
  void whatHasEndedStaysAndTheReasonIsGiven() {
    work.create(asked(), List.of(inspection("A")), false, false);
    work.cancel(asked(), List.of(WorkWish.of("A")), false);
    Answered again = work.cancel(asked(), List.of(WorkWish.of("A"), WorkWish.of("Z")), false);
    assertThat(again.refused()).extracting(Answered.Refusal::identifier, Answered.Refusal::reason, Answered.Refusal::says)
      .containsExactly(tuple("A", Reason.NOT_ALLOWED, "it is cancelled"),
        tuple("Z", Reason.UNKNOWN, "no MeterServiceWork has this mRID or name"));
    assertThat(work.close(asked(), List.of(status("A", new WorkStatus.Planned())), false).refused()).hasSize(1);
    assertThat(told()).containsExactly("created [received]", "canceled [cancelled]");
  }

  @Test
  void ofSeveralTheRightOnesAreDoneAndTheSameMessageAgainDoesNothing() {
    work.create(asked(), List.of(inspection("A")), false, false);
    var message = new Asked("cis", "once", "anna");
    Answered answer = work.create(message, List.of(inspection("A"), inspection("B"), inspection("B")), false, false);
    assertThat(answer.done()).containsExactly(Mrid.derivedFrom("B"));
    assertThat(answer.refused()).extracting(Answered.Refusal::reason).containsExactly(Reason.EXISTS, Reason.NOT_ALLOWED);
    assertThat(work.create(message, List.of(inspection("C")), false, false)).isEqualTo(answer);
    assertThat(work.find("C")).isEmpty();
    assertThat(told()).hasSize(2);
  }

  @Test
  void aDisconnectionIsCarriedOutOnceAndItsOutcomeEndsTheWork() {
    work.create(asked(), List.of(wish("D", WorkKind.DISCONNECT, Optional.empty())), true, false);
    await().until(() -> kept("D").status().isFinal());
    assertThat(kept("D").status()).isEqualTo(new WorkStatus.Completed());
    assertThat(field.asked).containsExactly("DISCONNECT M1");
    assertThat(commands.find(kept("D").command().orElseThrow()).orElseThrow().reason()).isEqualTo("MeterServiceWork D");
    assertThat(kept("D").activities()).extracting(ActivityRecord::type).containsExactly("received", "underway", "control", "completed");
    assertThat(told()).containsExactly("created [underway]", "changed [completed]");
  }

  @Test
  void aControlThatFailsFailsTheWork() {
    field.refuse = true;
    work.create(asked(), List.of(wish("R", WorkKind.RECONNECT, Optional.empty())), true, false);
    await().until(() -> kept("R").status().isFinal());
    assertThat(kept("R").status()).isEqualTo(new WorkStatus.Failed());
    assertThat(kept("R").activities().getLast().reason()).contains("key is wrong");
  }

  /** The hub ended after the work was kept and before the control was given, or before its outcome was seen. */
  @Test
  void afterAStartOpenControlsAreGivenOrFollowed() {
    work.close();
    work.create(asked(), List.of(wish("D", WorkKind.DISCONNECT, Optional.empty())), true, false);
    assertThat(kept("D").isControlled()).isTrue();
    work = start();
    await().until(() -> kept("D").status().isFinal());
    assertThat(field.asked).containsExactly("DISCONNECT M1");
    work.close();
    work = start();
    assertThat(commands.findByDevice(Mrid.derivedFrom("M1"), 10)).hasSize(1);
  }

  @Test
  void whileAControlIsUnderWayNobodyEndsTheWork() {
    field.silent = true;
    work.create(asked(), List.of(wish("D", WorkKind.DISCONNECT, Optional.empty())), true, false);
    assertThat(work.cancel(asked(), List.of(WorkWish.of("D")), false).refused().getFirst().says()).contains("under way");
    now.set(NOON.plus(Duration.ofHours(1)));
    await().atMost(Duration.ofSeconds(20)).until(() -> kept("D").status().isFinal());
    assertThat(kept("D").status()).isEqualTo(new WorkStatus.Failed());
  }

  @Test
  void onlyWhatTheHubCanDoIsCarriedOut() {
    Answered answer = work.create(asked(), List.of(inspection("A")), true, false);
    assertThat(answer.refused().getFirst().says()).contains("inspection is not carried out");
    assertThat(work.find("A")).isEmpty();
  }

  @Test
  void anExchangeThatIsClosedPutsTheNewMeterInTheOldOnesPlace() {
    WorkWish plain = wish("X", WorkKind.METER, Optional.empty());
    work.create(asked(), List.of(new WorkWish("X", plain.mrid(), plain.kind(), Optional.empty(), "", Optional.empty(),
      Optional.of(Mrid.derivedFrom("M2")), Optional.of(Mrid.derivedFrom("M1")), Optional.of(Mrid.derivedFrom("UP M1")), List.of(),
      plain.told())), false, false);
    problems.add(new Problem(1, Problem.Kind.IN_USE, "Meter", "M2", "it is installed at UP M2"));
    Answered refused = work.close(asked(), List.of(WorkWish.of("X")), false);
    assertThat(refused.refused().getFirst().says()).contains("it is installed at UP M2");
    assertThat(kept("X").status()).isEqualTo(new WorkStatus.Received());
    problems.clear();
    wishes.clear();
    work.close(asked(), List.of(WorkWish.of("X")), false);
    assertThat(kept("X").status()).isEqualTo(new WorkStatus.Completed());
    assertThat(wishes).satisfiesExactly(
      one -> assertThat(one).isEqualTo(new Wish.TakeApart(List.of(named("Meter", "M1"), named("UsagePoint", "UP M1")))),
      two -> assertThat(two).isEqualTo(new Wish.LinkTogether(List.of(named("Meter", "M2"), named("UsagePoint", "UP M1")))));
  }

  private static CimElement named(String type, String name) {
    return CimElement.part(type, CimElement.value("mRID", Mrid.derivedFrom(name).toString()));
  }

  /** Relays that obey, unless told otherwise. */
  private static final class Relays implements Field {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<Mrid, RelayState> relays = new ConcurrentHashMap<>();
    private volatile boolean refuse;
    private volatile boolean silent;

    @Override
    public Outcome<RelayState> control(Meter meter, Control control) {
      asked.add(control + " " + meter.name());
      if (refuse) return new Outcome.Refused<>("the key is wrong");
      if (silent) return new Outcome.Unreachable<>("nobody there");
      relays.put(meter.mrid(), control == Control.CONNECT ? RelayState.CONNECTED : RelayState.DISCONNECTED);
      return ping(meter);
    }

    @Override
    public Outcome<RelayState> ping(Meter meter) {
      if (silent) return new Outcome.Unreachable<>("nobody there");
      return new Outcome.Done<>(relays.getOrDefault(meter.mrid(), RelayState.CONNECTED));
    }

    @Override
    public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) { throw new UnsupportedOperationException(); }

    @Override
    public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Duration patience() { return Duration.ofSeconds(1); }
  }

  private static final class NoEvents implements EventStore {
    @Override
    public List<EndDeviceEvent> record(List<EndDeviceEvent> events) { return events; }

    @Override
    public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> latest(int limit) { return List.of(); }
  }
}
