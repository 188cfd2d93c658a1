package meridian.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Journal;
import meridian.services.port.MasterStore;
import meridian.services.port.Outbox;
import meridian.store.contract.Sample;

import static meridian.store.contract.Sample.ALWAYS;
import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Something of everything a store keeps, written and later looked for again, perhaps by a newer program. */
final class Kept {
  /** While it is young, so that the journal keeps it. */
  static final InstantSource CLOCK = InstantSource.fixed(at("3T00:00:00"));
  private static final int METERS = 12;
  private static final int EXCHANGES = 30;
  private static final List<ControlOutcome> OUTCOMES = List.of(new ControlOutcome.Connected(), new ControlOutcome.Disconnected(),
    new ControlOutcome.Armed(), new ControlOutcome.Failed("relay stuck"), new ControlOutcome.TimedOut("silent"),
    new ControlOutcome.Refused("no relay"), new ControlOutcome.Cancelled("by billing"));
  private static final Grid GRID = grid();
  private static final MasterObject CUSTOMER = object("Customer", "C-1", CimElement.value("kind", "residential"));
  private static final MasterObject ACCOUNT = object("CustomerAccount", "A-1",
    CimElement.part("CustomerAgreements", CimElement.value("mRID", "G-1")));
  private static final Link LINK = Link.between("Customer", CUSTOMER.mrid(), "CustomerAccount", ACCOUNT.mrid());

  private Kept() {}

  static void write(Store store) {
    store.grid().replace(GRID);
    writeMaster(store);
    KeptWork.write(store);
    store.outbox().position("billing");
    store.outbox().position("oms");
    for (int i = 0; i < METERS; i++) {
      store.readings().record(List.of(registers(i)));
      store.readings().record(List.of(intervals(i)));
      store.events().record(List.of(event(i)));
    }
    for (int i = 0; i < OUTCOMES.size(); i++) {
      Command command = command("finished-" + i);
      store.commands().submit(List.of(command));
      store.commands().finish(command.mrid(), 0, OUTCOMES.get(i), at("1T12:00:00"), Sample.event(command.device(), "1T12:00:00"));
    }
    store.commands().submit(List.of(command("queued")));
    Command running = command("running");
    store.commands().submit(List.of(running));
    store.commands().lease(running.mrid(), at("1T10:00:00"), at("1T11:00:00"));
    List<Notice> notices = store.outbox().after(0, 100);
    store.outbox().setAside("billing", notices.getFirst().sequence(), "refused: 2.4");
    store.outbox().advance("oms", notices.get(9).sequence());
    for (int i = 0; i < EXCHANGES; i++) {
      store.journal().append(exchange(i), body(i));
    }
  }

  static void writeMaster(Store store) {
    store.master().apply(new MasterStore.Change(List.of(CUSTOMER, ACCOUNT), List.of(), List.of(LINK), List.of(), GridChange.NONE));
  }

  /** @throws AssertionError when anything but the journal is missing or another */
  static void check(Store store) {
    assertThat(store.grid().load()).isEqualTo(GRID);
    for (int i = 0; i < METERS; i++) {
      Mrid meter = meter(i);
      List<MeterReading> kept = Sample.readAll(store.readings(), meter);
      assertThat(kept.stream().flatMap(reading -> reading.readings().stream())).as("registers of %d", i)
        .containsExactlyElementsOf(registers(i).readings());
      assertThat(kept.stream().flatMap(reading -> reading.intervalBlocks().stream()).mapToInt(block -> block.size()).sum())
        .as("intervals of %d", i).isEqualTo(intervals(i).size());
      assertThat(store.readings().lastValues(meter)).as("last values of %d", i).hasSize(2).contains(registers(i).readings().getLast());
      assertThat(store.events().find(meter, ALWAYS, 10)).as("events of %d", i).hasSize(1)
        .extracting(event -> event.createdDateTime(), event -> event.details())
        .containsExactly(tuple(event(i).createdDateTime(), event(i).details()));
    }
    assertThat(store.readings().lastIntervalEnds(Sample.QUARTER)).hasSize(METERS);
    for (int i = 0; i < OUTCOMES.size(); i++) {
      assertThat(store.commands().findByRequest("billing", "finished-" + i)).as("command %d", i).extracting(Command::state)
        .containsExactly(new Command.Finished(OUTCOMES.get(i), at("1T12:00:00")));
    }
    assertThat(store.commands().findByRequest("billing", "queued")).extracting(Command::state).containsExactly(new Command.Queued(0));
    assertThat(store.commands().findByRequest("billing", "running")).extracting(Command::state).containsExactly(new Command.Queued(1));
    assertThat(store.commands().listDue(at("1T13:00:00"), 100)).extracting(Command::messageId).containsExactly("queued");
    assertThat(store.commands().listDoubtful(at("1T13:00:00"), 100)).extracting(Command::messageId).containsExactly("running");
    List<Notice> notices = store.outbox().after(0, 1_000);
    assertThat(notices).extracting(Notice::sequence)
      .containsExactlyElementsOf(IntStream.rangeClosed(1, notices.size()).mapToObj(n -> (long) n)
        .toList());
    assertThat(Sample.toldReadings(store.outbox())).hasSize(2 * METERS);
    assertThat(Sample.toldEvents(store.outbox())).hasSize(METERS + OUTCOMES.size());
    assertThat(Sample.toldReplies(store.outbox())).hasSize(OUTCOMES.size());
    assertThat(store.outbox().position("billing")).isEqualTo(1);
    assertThat(store.outbox().position("oms")).isEqualTo(10);
    assertThat(store.outbox().listSetAside("billing", 10))
      .extracting(Outbox.SetAside::sequence, Outbox.SetAside::messageId, Outbox.SetAside::reason)
      .containsExactly(tuple(notices.getFirst().sequence(), notices.getFirst().messageId().toString(), "refused: 2.4"));
    store.events().record(List.of(Sample.event(meter(0), "2T00:00:00")));
    assertThat(store.outbox().after(notices.size(), 10)).extracting(Notice::sequence).containsExactly(notices.size() + 1L);
  }

  /** What is kept since hub 6 and postgis 3. */
  static void checkMaster(Store store) {
    assertThat(store.master().find("Customer", CUSTOMER.mrid())).contains(CUSTOMER);
    assertThat(store.master().findByName("CustomerAccount", List.of("A-1"), 9)).containsOnlyKeys("A-1");
    assertThat(store.master().links(MasterStore.Key.of(ACCOUNT))).containsExactly(LINK);
    assertThat(store.master().mentioning(List.of(new Mention("CustomerAgreement", "G-1")), 9)).containsExactly(MasterStore.Key.of(ACCOUNT));
  }

  static void checkJournal(Store store) {
    assertThat(found(store, Journal.Query.newest(1_000))).hasSize(EXCHANGES);
    for (int i = 0; i < EXCHANGES; i++) {
      Exchange expected = exchange(i);
      List<Exchange> found = found(store, Journal.Query.newest(10).with(Journal.Field.MESSAGE_ID, "message-" + i));
      assertThat(found).as("exchange %d", i).hasSize(1);
      Journal.Kept kept = store.journal().find(found.getFirst().id()).orElseThrow();
      assertThat(kept.body()).as("exchange %d", i).isEqualTo(body(i));
      assertThat(kept.exchange().time()).isEqualTo(expected.time());
      assertThat(kept.exchange().outcome()).isEqualTo(expected.outcome());
      assertThat(kept.exchange().devices()).isEqualTo(expected.devices());
      assertThat(kept.exchange().header().correlationId()).isEqualTo("correlation-" + i);
    }
    assertThat(found(store, Journal.Query.newest(1_000).with(Journal.Field.DEVICE, meter(1).toString())))
      .hasSize((EXCHANGES + METERS - 2) / METERS);
  }

  private static MasterObject object(String type, String name, CimElement part) {
    return new MasterObject(Mrid.derivedFrom("kept " + name), type,
      CimElement.part(type, part, CimElement.part("Names", CimElement.value("name", name))));
  }

  private static List<Exchange> found(Store store, Journal.Query query) { return store.journal().search(query).exchanges(); }

  private static Mrid meter(int i) { return Mrid.derivedFrom("kept meter " + i); }

  private static MeterReading registers(int i) {
    return Sample.of(meter(i), IntStream.range(0, 20).mapToObj(n -> Sample.reading(ENERGY, "1T10:%02d:00".formatted(n), i * 100 + n * 0.5))
      .toArray(meridian.model.metering.Reading[]::new));
  }

  private static MeterReading intervals(int i) {
    return Sample.of(meter(i), Sample.quarters("1T23:00:00", IntStream.range(0, 16).mapToDouble(n -> i + n / 4.0).toArray()));
  }

  private static EndDeviceEvent event(int i) { return Sample.event(meter(i), "1T10:%02d:00".formatted(i)); }

  private static Command command(String messageId) { return Sample.command(messageId, "http://reply", "1T09:00:00"); }

  private static Exchange exchange(int i) {
    var header = new Exchange.Header("create", "EndDeviceControls", "", "", "message-" + i, "correlation-" + i, Optional.empty(), false,
      false, "",
      "");
    return new Exchange(0, at("1T10:00:00").plus(Duration.ofSeconds(i)), Exchange.Direction.values()[i % 2], "soap", "billing", header,
      List.of(meter(i % METERS).toString()), i % 3 == 0 ? "FAILED 2.4" : "OK", i, body(i).length, 0, 0);
  }

  private static byte[] body(int i) { return ("<Message>" + i + "</Message>").repeat(i + 1).getBytes(StandardCharsets.UTF_8); }

  private static Grid grid() {
    Mrid substation = Mrid.derivedFrom("kept substation");
    Mrid feeder = Mrid.derivedFrom("kept feeder");
    var here = new Position(-0.125, 51.5);
    var points = new ArrayList<UsagePoint>();
    var meters = new ArrayList<Meter>();
    var terminals = new ArrayList<Terminal>();
    for (int i = 0; i < METERS; i++) {
      Mrid point = Mrid.derivedFrom("kept point " + i);
      Mrid consumer = Mrid.derivedFrom("kept consumer " + i);
      points.add(new UsagePoint(point, "UP" + i, "Straße " + i, new Position(i / 1e3, 51), consumer, "ABC"));
      meters.add(new Meter(meter(i), "M" + i, "S" + i, "dlms", "127.1.0.1:" + i, "ML4", point));
      terminals.add(new Terminal(consumer, 1, Mrid.derivedFrom("kept node " + i)));
    }
    return new Grid(List.of(new Substation(substation, "Mill", here)), List.of(new Feeder(feeder, "F1", substation)),
      List.of(new PowerTransformer(Mrid.derivedFrom("kept transformer"), "T1", feeder, here, 630, 11, 0.4)),
      List.of(new ACLineSegment(Mrid.derivedFrom("kept line"), "L1", feeder, 11, List.of(here, new Position(0.1, 51.6), here))),
      List.of(new Switch(Mrid.derivedFrom("kept switch"), "CB1", Switch.Kind.BREAKER, feeder, here, false, true)), terminals, points,
      meters);
  }
}
