package meridian.services.master;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.control.Command;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.services.Grids;
import meridian.services.MemoryCommands;
import meridian.services.MemoryMaster;
import meridian.services.master.MasterData.Done;
import meridian.services.master.MasterData.Question;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;

import static meridian.model.master.CimElement.part;
import static meridian.model.master.CimElement.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

/** Meter M1 is installed at usage point UP M1, and so is M2: they came with the network model. */
class MasterDataTest {
  private final Registry registry = new Registry(Grids.meters("M1", "M2"));
  private final MemoryMaster store = new MemoryMaster();
  private final MemoryCommands commands = new MemoryCommands();
  private final MasterData master = new MasterData(store, registry, commands);

  static CimElement named(String type, String name, CimElement... more) {
    return new CimElement(type, Map.of(), "",
      Stream.concat(Stream.of(more), Stream.of(part("Names", value("name", name)))).toList());
  }

  private static CimElement typedName(String type, String name) {
    return part("Names", value("name", name), part("NameType", value("name", type)));
  }

  private Done create(CimElement... objects) {
    return master.apply(Stream.of(objects).<Wish>map(Wish.Create::new).toList(), true);
  }

  private Done change(CimElement object) { return master.apply(List.of(new Wish.Change(object)), true); }

  private List<CimElement> find(String type, CimElement... by) {
    var found = new ArrayList<CimElement>();
    assertThat(master.find(new Question(type, List.of(by), 0, 1_000), found::add)).isEmpty();
    return found;
  }

  private static void assertGranted(Done done) { assertThat(done.problems()).isEmpty(); }

  private static void assertRefused(Done done, Problem.Kind kind, String says) {
    assertThat(done.problems()).hasSize(1);
    assertThat(done.problems().getFirst().kind()).isEqualTo(kind);
    assertThat(done.problems().getFirst().says()).contains(says);
  }

  @Test
  void aMeterThatIsCreatedIsKnownAtOnceAsItWasTold() {
    assertGranted(create(named("Meter", "M3", value("serialNumber", "S3"), value("type", "E450"), typedName("Adapter", "dlms"),
      part("electronicAddress", value("lan", "10.0.0.3:4059")))));
    Meter meter = registry.findMeter("M3").orElseThrow();
    assertThat(meter).isEqualTo(new Meter(Mrid.derivedFrom("Meter M3"), "M3", "S3", "dlms", "10.0.0.3:4059", "E450", null));
    assertThat(registry.findUsagePoint(meter)).isEmpty();
    assertThat(registry.indexOf(meter.mrid())).hasValue(2);
    assertThat(registry.findByAddress("dlms", "10.0.0.3")).contains(meter);
    assertThat(store.grid.getFirst().meters()).containsExactly(meter);
  }

  @Test
  void anEndDeviceIsAMeterAndIsServedAsEither() {
    assertGranted(create(named("EndDevice", "C1", value("serialNumber", "77"), value("isPan", "true"))));
    assertThat(registry.findMeter("77")).map(Meter::name).contains("C1");
    assertThat(find("EndDevice", named("EndDevice", "C1"))).singleElement().extracting(CimElement::name).isEqualTo("EndDevice");
    assertThat(find("Meter", named("Meter", "C1"))).singleElement().extracting(found -> found.text("isPan")).isEqualTo("true");
  }

  @Test
  void aMeterIsTakenDownAndAnotherInstalledInOneMessage() {
    Done done = master.apply(List.of(new Wish.TakeApart(List.of(named("Meter", "M1"), named("UsagePoint", "UP M1"))),
      new Wish.Create(named("Meter", "NEW", value("serialNumber", "N1"))),
      new Wish.LinkTogether(List.of(named("UsagePoint", "UP M1"), named("EndDevice", "NEW")))), true);
    assertGranted(done);
    Mrid point = registry.findUsagePoint("UP M1").orElseThrow().mrid();
    assertThat(registry.metersAt(point)).extracting(Meter::name).containsExactly("NEW");
    assertThat(registry.findMeter("M1").orElseThrow().usagePoint()).isNull();
    assertThat(find("Meter", named("UsagePoint", "UP M1"))).hasSize(1);
  }

  @Test
  void aTakenPlaceIsNotTakenAgain() {
    create(named("Meter", "M3"));
    assertRefused(master.apply(List.of(new Wish.LinkTogether(List.of(named("Meter", "M3"), named("UsagePoint", "UP M1")))), true),
      Problem.Kind.IN_USE, "M1");
    assertRefused(master.apply(List.of(new Wish.LinkTogether(List.of(named("Meter", "M2"), named("UsagePoint", "UP M1")))), true),
      Problem.Kind.IN_USE, "UP M2");
    assertRefused(master.apply(List.of(new Wish.Delete(named("UsagePoint", "UP M1"))), true), Problem.Kind.IN_USE, "M1");
    assertRefused(master.apply(List.of(new Wish.TakeApart(List.of(named("Meter", "M3"), named("UsagePoint", "UP M1")))), true),
      Problem.Kind.NOT_ALLOWED, "do not belong together");
  }

  @Test
  void aChangeTouchesOnlyWhatItNames() {
    create(named("Meter", "M3", value("serialNumber", "S3"), part("electronicAddress", value("lan", "a:1"), value("radio", "r")),
      part("Seals", value("mRID", "seal-1"), value("condition", "locked")), value("lotNumber", "7")));
    assertGranted(change(named("Meter", "M3", part("electronicAddress", value("lan", "b:2")),
      part("Seals", value("mRID", "seal-2"), value("condition", "broken")),
      part("Seals", value("mRID", "seal-1"), value("kind", "lead")))));
    CimElement now = find("Meter", named("Meter", "M3")).getFirst();
    assertThat(now.text("electronicAddress", "lan")).isEqualTo("b:2");
    assertThat(now.text("electronicAddress", "radio")).isEqualTo("r");
    assertThat(now.text("lotNumber")).isEqualTo("7");
    assertThat(now.list("Seals")).extracting(seal -> seal.text("condition") + " " + seal.text("kind")).containsExactly("locked lead",
      "broken ");
    assertThat(registry.findMeter("M3")).map(Meter::lanAddress).contains("b:2");
    assertThat(registry.findMeter("M3")).map(Meter::serialNumber).contains("S3");
  }

  @Test
  void aMeterOfTheNetworkModelIsAnObjectAndCanBeRenamedByItsMrid() {
    Meter before = registry.findMeter("M1").orElseThrow();
    assertGranted(change(named("Meter", "M1-new", value("mRID", before.mrid().toString()), value("lotNumber", "9"))));
    Meter now = registry.findMeter("M1-new").orElseThrow();
    assertThat(now.mrid()).isEqualTo(before.mrid());
    assertThat(now.usagePoint()).isEqualTo(before.usagePoint());
    assertThat(registry.indexOf(now.mrid())).hasValue(0);
    assertThat(registry.findMeter("M1")).map(Meter::name).contains("M1-new"); // by its serial number
    assertThat(find("Meter", named("Meter", "M1-new")).getFirst().text("serialNumber")).isEqualTo("M1");
    assertThat(find("Meter")).hasSize(2);
  }

  @Test
  void elementsAreDeletedAndTheObjectStays() {
    create(named("Meter", "M3", value("serialNumber", "S3"), part("electronicAddress", value("lan", "a:1"), value("radio", "r"))));
    assertGranted(master.apply(List.of(new Wish.DeleteElements(
      named("Meter", "M3", value("serialNumber", "whatever"), part("electronicAddress", value("lan", ""))))), true));
    CimElement now = find("Meter", named("Meter", "M3")).getFirst();
    assertThat(now.find("serialNumber")).isEmpty();
    assertThat(now.find("electronicAddress").orElseThrow().children()).containsExactly(value("radio", "r"));
    assertThat(registry.findMeter("M3")).map(Meter::lanAddress).contains("");
  }

  @Test
  void aMeterThatIsGoneLeavesItsIndexToNobody() {
    assertGranted(master.apply(List.of(new Wish.Delete(named("Meter", "M1"))), true));
    assertThat(registry.findMeter("M1")).isEmpty();
    assertThat(registry.findMeter(0)).isEmpty();
    assertThat(registry.count()).isEqualTo(1);
    create(named("Meter", "M1"));
    assertThat(registry.indexOf(registry.findMeter("M1").orElseThrow().mrid())).hasValue(2);
    assertThat(find("Meter")).extracting(meter -> meter.names().getFirst().name()).containsExactly("M2", "M1");
  }

  @Test
  void whatIsThereAlreadyIsNotCreatedAgain() {
    assertRefused(create(named("Meter", "M1")), Problem.Kind.EXISTS, "M1");
    assertGranted(create(named("CustomerAccount", "A1")));
    assertRefused(create(named("CustomerAccount", "A1")), Problem.Kind.EXISTS, "A1");
    assertRefused(create(named("CustomerAccount", "A1", value("mRID", Mrid.random().toString()))), Problem.Kind.EXISTS, "A1");
    assertRefused(create(part("Meter", value("serialNumber", "1"))), Problem.Kind.INCOMPLETE, "neither mRID nor Names");
    assertRefused(create(named("Meter", "X", value("serialNumber", "M1"), typedName("Adapter", "test"))), Problem.Kind.EXISTS,
      "serial number M1");
  }

  @Test
  void identifiersThatAreDifferentObjectsAreRefusedAndASharedNameIsAmbiguous() {
    var both = part("Meter", part("Names", value("name", "M1")), part("Names", value("name", "M2")));
    assertRefused(change(both), Problem.Kind.NOT_ALLOWED, "M1 and M2 are different objects");
    create(part("Customer", typedName("Old", "7")), part("Customer", typedName("New", "7"), value("kind", "other")));
    assertRefused(change(named("Customer", "7")), Problem.Kind.AMBIGUOUS, "add the mRID or a NameType");
    assertGranted(change(part("Customer", typedName("New", "7"), value("kind", "residential"))));
    assertThat(find("Customer", part("Customer", typedName("New", "7")))).singleElement().extracting(c -> c.text("kind"))
      .isEqualTo("residential");
    assertRefused(change(named("Meter", "nobody")), Problem.Kind.UNKNOWN, "no Meter has the name nobody");
  }

  @Test
  void aSerialNumberInPlaceOfAnMridNamesTheMeter() {
    assertGranted(create(part("Meter", value("mRID", "LGZ-42"))));
    assertThat(registry.findBySerialNumber("", "LGZ-42")).map(Meter::name).contains("LGZ-42");
    assertGranted(change(part("Meter", value("mRID", "LGZ-42"), value("type", "E650"))));
    assertThat(registry.findMeter("LGZ-42")).map(Meter::model).contains("E650");
  }

  @Test
  void allOrNothingDoesNothingAndPartialDoesTheRest() {
    List<Wish> wishes = List.of(new Wish.Create(named("Meter", "A")), new Wish.Create(named("Meter", "M1")),
      new Wish.Change(named("Meter", "A", value("type", "T"))));
    assertThat(master.apply(wishes, true).problems()).extracting(Problem::wish).containsExactly(1);
    assertThat(registry.findMeter("A")).isEmpty();
    assertThat(store.count("Meter")).isZero();
    Done done = master.apply(wishes, false);
    assertThat(done.problems()).extracting(Problem::wish).containsExactly(1);
    assertThat(done.touched()).singleElement().extracting(object -> object.content().text("type")).isEqualTo("T");
    assertThat(registry.findMeter("A")).map(Meter::model).contains("T");
  }

  @Test
  void whatTheStoreDoesNotKeepIsNotKnown() {
    store.broken = true;
    assertThatThrownBy(() -> create(named("Meter", "A"))).isInstanceOf(StoreException.class);
    assertThat(registry.findMeter("A")).isEmpty();
  }

  @Test
  void aUsagePointIsWhereItsServiceLocationIs() {
    create(named("UsagePoint", "UP9", value("phaseCode", "ABC"), named("ServiceLocation", "L9")));
    assertThat(registry.findUsagePoint("UP9")).contains(
      new UsagePoint(Mrid.derivedFrom("UsagePoint UP9"), "UP9", "", null, null, "ABC"));
    assertGranted(create(location("L9", "urn:ogc:def:crs:EPSG::4326", "9.5")));
    UsagePoint point = registry.findUsagePoint("UP9").orElseThrow();
    assertThat(point.address()).isEqualTo("Mill Lane 3, Vaduz");
    assertThat(point.position()).isEqualTo(new Position(9.5, 47.25));
    assertGranted(change(location("L9", "", "9.75")));
    assertThat(registry.findUsagePoint("UP9").orElseThrow().position()).isEqualTo(new Position(9.75, 47.25));
    assertThat(find("UsagePoint", named("ServiceLocation", "L9"))).hasSize(1);
  }

  @Test
  void aNameWithoutEndIsRefused() {
    assertRefused(create(named("Customer", "x".repeat(501))), Problem.Kind.NOT_ALLOWED, "501 characters");
    assertRefused(create(named("UsagePoint", "UP9", named("ServiceLocation", "x".repeat(501)))), Problem.Kind.NOT_ALLOWED,
      "501 characters");
    assertThat(registry.findUsagePoint("UP9")).isEmpty();
  }

  @Test
  void aMeterWithACommandUnderWayDoesNotGo() {
    var command = new Command(Mrid.random(), "cis", "m-1", "", "", "cis", mrid("M1"), EndDeviceControlType.DISCONNECT, "", Priority.NORMAL,
      Instant.EPOCH, Instant.EPOCH, Instant.EPOCH.plusSeconds(60), new Command.Queued(0));
    commands.submit(List.of(command));
    assertRefused(master.apply(List.of(new Wish.Delete(named("Meter", "M1"))), true), Problem.Kind.IN_USE, "under way");
    assertGranted(master.apply(List.of(new Wish.Delete(named("Meter", "M2"))), true));
  }

  @Test
  void aPositionInOtherCoordinatesIsRefused() {
    assertRefused(create(location("L9", "EPSG:2056", "2600000")), Problem.Kind.NOT_ALLOWED, "only EPSG:4326");
    assertRefused(create(location("L9", "", "2600000")), Problem.Kind.NOT_ALLOWED, "say which CoordinateSystem");
  }

  private static CimElement location(String name, String crs, String x) {
    var point = part("PositionPoints", value("sequenceNumber", "1"), value("xPosition", x), value("yPosition", "47.25"));
    var address = part("mainAddress", part("streetDetail", value("name", "Mill Lane"), value("number", "3")),
      part("townDetail", value("name", "Vaduz")));
    return crs.isEmpty()
      ? named("ServiceLocation", name, address, point)
      : named("ServiceLocation", name, part("CoordinateSystem", value("crsUrn", crs)), address, point);
  }

  @Test
  void metersOfACustomerAreFoundOverAccountAndAgreement() {
    create(named("Customer", "C"), named("CustomerAccount", "A"), named("CustomerAgreement", "G"), named("ServiceSupplier", "S"));
    assertGranted(master.apply(List.of(new Wish.LinkTogether(List.of(named("Customer", "C"), named("CustomerAccount", "A"))),
      new Wish.LinkTogether(List.of(named("CustomerAccount", "A"), named("CustomerAgreement", "G"))),
      new Wish.LinkTogether(List.of(named("CustomerAgreement", "G"), named("UsagePoint", "UP M2"))),
      new Wish.LinkTogether(List.of(named("UsagePoint", "UP M2"), named("ServiceSupplier", "S"))),
      new Wish.LinkTogether(List.of(named("UsagePoint", "UP M1"), named("ServiceSupplier", "S")))), true));
    assertThat(find("Meter", named("Customer", "C"))).extracting(meter -> meter.text("serialNumber")).containsExactly("M2");
    assertThat(find("Customer", named("Meter", "M2"))).hasSize(1);
    assertThat(find("Customer", named("Meter", "M1"))).isEmpty();
    assertThat(find("Meter", named("ServiceSupplier", "S"))).hasSize(2);
    var none = new ArrayList<CimElement>();
    assertThat(master.find(new Question("Meter", List.of(named("Customer", "nobody"), named("Meter", "M1")), 0, 9), none::add))
      .extracting(Problem::kind, Problem::wish).containsExactly(tuple(Problem.Kind.UNKNOWN, 0));
    assertThat(none).hasSize(1);
  }

  @Test
  void groupsInGroupsAreCountedOnceHoweverTheyLoop() {
    assertGranted(
      create(named("EndDeviceGroup", "inner", named("EndDevices", "M1"), part("EndDevices", value("mRID", mrid("M2").toString())))));
    assertGranted(create(named("EndDeviceGroup", "outer", named("EndDeviceGroups", "inner"))));
    assertGranted(change(named("EndDeviceGroup", "inner", named("EndDeviceGroups", "outer"))));
    assertThat(master.members("EndDeviceGroup", "outer")).contains(Set.of(mrid("M1"), mrid("M2")));
    assertThat(find("Meter", named("EndDeviceGroup", "outer"))).hasSize(2);
    assertThat(find("EndDeviceGroup", named("Meter", "M1"))).hasSize(1);
    assertGranted(create(named("UsagePointGroup", "street", named("UsagePoints", "UP M1"))));
    assertThat(master.members("UsagePointGroup", "street")).contains(Set.of(mrid("M1")));
    assertThat(master.members("UsagePointGroup", "nobody")).isEqualTo(Optional.empty());
    assertRefused(create(named("EndDeviceGroup", "strange", named("EndDevices", "M7"))), Problem.Kind.DANGLING, "M7");
  }

  private static Mrid mrid(String meter) { return Mrid.derivedFrom(meter); }

  @Test
  void answersAreGivenInPages() {
    for (int i = 0; i < 7; i++) {
      create(named("Customer", "C" + i));
    }
    var all = new ArrayList<CimElement>();
    for (int offset = 0; offset < 9; offset += 3) {
      master.find(new Question("Customer", List.of(), offset, 3), all::add);
    }
    assertThat(all).hasSize(7).doesNotHaveDuplicates();
    var one = new ArrayList<CimElement>();
    master.find(new Question("Meter", List.of(), 1, 5), one::add);
    assertThat(one).extracting(meter -> meter.text("serialNumber")).containsExactly("M2");
  }

  @Test
  void namesChangeHandsWithinOneMessage() {
    Mrid one = mrid("M1");
    Mrid two = mrid("M2");
    assertGranted(master.apply(List.of(new Wish.Change(named("Meter", "spare", value("mRID", one.toString()))),
      new Wish.Change(named("Meter", "M1", value("mRID", two.toString()))),
      new Wish.Change(named("Meter", "M2", value("mRID", one.toString())))), true));
    assertThat(registry.findMeter(one)).map(Meter::name).contains("M2");
    assertThat(registry.findMeter(two)).map(Meter::name).contains("M1");
  }
}
