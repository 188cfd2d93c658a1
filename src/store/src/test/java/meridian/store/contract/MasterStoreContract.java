package meridian.store.contract;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore;
import meridian.services.port.MasterStore.Change;
import meridian.services.port.MasterStore.Key;

import static meridian.model.master.CimElement.part;
import static meridian.model.master.CimElement.value;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link MasterStore}. */
public interface MasterStoreContract {

  Ports.Opener opener();

  private static MasterObject object(String type, String name, CimElement... more) {
    var parts = new ArrayList<>(List.of(more));
    parts.add(part("Names", value("name", name)));
    return new MasterObject(Mrid.derivedFrom(type + name), type, new CimElement(type, Map.of("ref", "r"), "", parts));
  }

  private static void put(Ports store, MasterObject... objects) {
    store.master().apply(new Change(List.of(objects), List.of(), List.of(), List.of(), GridChange.NONE));
  }

  private static Link link(MasterObject one, MasterObject other) {
    return Link.between(one.type(), one.mrid(), other.type(), other.mrid());
  }

  @Test
  default void keepsTreesAsTheyWereToldAndFindsThem(@TempDir Path folder) {
    MasterObject customer = object("Customer", "Ünal \u1F600", part("status", value("value", ""), CimElement.reference("x", "1")));
    MasterObject bySerial = object("Customer", "second", value("mRID", "no-uuid"));
    try (Ports store = opener().open(folder)) {
      put(store, customer, bySerial);
    }
    try (Ports store = opener().open(folder)) {
      MasterStore master = store.master();
      assertThat(master.find("Customer", customer.mrid())).contains(customer);
      assertThat(master.find("Meter", customer.mrid())).isEmpty();
      assertThat(master.find("Customer", List.of(Mrid.random(), bySerial.mrid()))).isEqualTo(Map.of(bySerial.mrid(), bySerial));
      assertThat(master.findByName("Customer", List.of("Ünal \u1F600", "no-uuid", "second", "nobody"), 2)).isEqualTo(
        Map.of("Ünal \u1F600", Set.of(customer.mrid()), "no-uuid", Set.of(bySerial.mrid()), "second", Set.of(bySerial.mrid())));
      assertThat(master.findByName("Meter", List.of("second"), 2)).isEmpty();
      assertThat(master.findByName("Customer", List.of(), 2)).isEmpty();
      assertThat(master.count("Customer")).isEqualTo(2);
    }
  }

  @Test
  default void whatIsReplacedIsFoundByItsNewNamesOnly(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      MasterObject before = object("UsagePoint", "old", part("ServiceLocation", value("mRID", "L1")));
      put(store, before);
      MasterObject now = new MasterObject(before.mrid(), "UsagePoint",
        part("UsagePoint", part("Names", value("name", "new")), part("ServiceLocation", value("mRID", "L2"))));
      put(store, now, object("Customer", "old"));
      assertThat(store.master().findByName("UsagePoint", List.of("old", "new"), 2)).isEqualTo(Map.of("new", Set.of(now.mrid())));
      assertThat(store.master().mentioning(List.of(new Mention("ServiceLocation", "L1")), 9)).isEmpty();
      assertThat(store.master().mentioning(List.of(new Mention("ServiceLocation", "L2"), new Mention("ServiceLocation", "L9")), 9))
        .containsExactly(Key.of(now));
      assertThat(store.master().find("UsagePoint", now.mrid())).contains(now);
      assertThat(store.master().count("UsagePoint")).isEqualTo(1);
    }
  }

  @Test
  default void linksGoWithWhatIsGone(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      MasterObject customer = object("Customer", "C");
      MasterObject account = object("CustomerAccount", "A");
      MasterObject agreement = object("CustomerAgreement", "G");
      store.master().apply(new Change(List.of(customer, account, agreement), List.of(),
        List.of(link(customer, account), link(account, agreement)), List.of(), GridChange.NONE));
      store.master().apply(new Change(List.of(), List.of(), List.of(link(customer, account)), List.of(), GridChange.NONE)); // once more
      assertThat(store.master().links(Key.of(account))).containsExactly(link(account, customer), link(account, agreement));
      store.master().apply(new Change(List.of(), List.of(Key.of(customer)), List.of(), List.of(), GridChange.NONE));
      assertThat(store.master().links(Key.of(account))).containsExactly(link(account, agreement));
      assertThat(store.master().find("Customer", customer.mrid())).isEmpty();
      assertThat(store.master().findByName("Customer", List.of("C"), 2)).isEmpty();
      store.master().apply(new Change(List.of(), List.of(), List.of(), List.of(link(account, agreement)), GridChange.NONE));
      assertThat(store.master().links(Key.of(agreement))).isEmpty();
    }
  }

  @Test
  default void listsInPiecesEachObjectOnce(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      for (int i = 0; i < 7; i++) {
        put(store, object("Customer", "C" + i), object("Customs", "C" + i));
      }
      var all = new ArrayList<Mrid>();
      for (@Nullable
      Mrid last = null; all.isEmpty() || last != null;) {
        List<MasterObject> piece = store.master().list("Customer", last, 0, 3);
        piece.forEach(each -> all.add(each.mrid()));
        last = piece.isEmpty() ? null : piece.getLast().mrid();
      }
      assertThat(all).hasSize(7).doesNotHaveDuplicates();
      assertThat(store.master().list("Customer", null, 5, 3)).extracting(MasterObject::mrid).containsExactly(all.get(5), all.get(6));
    }
  }

  @Test
  default void aNameThatManyHaveIsAnsweredWithSome(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var many = new ArrayList<MasterObject>();
      for (int i = 0; i < 50; i++) {
        many.add(new MasterObject(Mrid.random(), "Customer", part("Customer", part("Names", value("name", "all")))));
      }
      put(store, many.toArray(MasterObject[]::new));
      assertThat(store.master().findByName("Customer", List.of("all"), 3).get("all")).hasSize(3);
    }
  }

  @Test
  default void theGridChangesInTheSameTransaction(@TempDir Path folder) {
    var point = new UsagePoint(Mrid.derivedFrom("p"), "P", "", new Position(9, 47), Mrid.derivedFrom("c"), "A");
    var meter = new Meter(Mrid.derivedFrom("m"), "M", "1", "dlms", "a:1", "X", point.mrid());
    var first = new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(point), List.of(meter));
    var elsewhere = new UsagePoint(Mrid.derivedFrom("q"), "Q", "Mill Lane 3", null, null, "");
    var takenDown = new Meter(meter.mrid(), "M'", "1", "dlms", "b:2", "Y", null);
    var fresh = new Meter(Mrid.derivedFrom("n"), "N", "", "", "", "", elsewhere.mrid());
    try (Ports store = opener().open(folder)) {
      store.grid().replace(first);
      store.master().apply(new Change(List.of(object("Customer", "C")), List.of(), List.of(), List.of(),
        new GridChange(List.of(elsewhere), List.of(takenDown, fresh), Set.of())));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.grid().load().meters()).containsExactly(takenDown, fresh);
      assertThat(store.grid().load().usagePoints()).containsExactly(point, elsewhere);
      store.master().apply(new Change(List.of(), List.of(new Key("Meter", meter.mrid())), List.of(), List.of(),
        new GridChange(List.of(new UsagePoint(point.mrid(), "P'", "", null, point.equipment(), "A")), List.of(),
          Set.of(meter.mrid(), elsewhere.mrid()))));
      assertThat(store.grid().load().meters()).containsExactly(fresh);
      assertThat(store.grid().load().usagePoints()).extracting(UsagePoint::name).containsExactly("P'");
    }
  }

  /** A message of a thousand is a fraction of a second; the bound is for a machine busy with other things. */
  @Test
  @Timeout(60)
  default void takesManyMessages(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      long start_ns = System.nanoTime();
      for (int message = 0; message < 20; message++) {
        var put = new ArrayList<MasterObject>();
        for (int i = 0; i < 1_000; i++) {
          put.add(object("Meter", "M" + message + "-" + i, value("serialNumber", "S" + i), value("type", "E450")));
        }
        put(store, put.toArray(MasterObject[]::new));
      }
      System.out.println("20,000 objects kept in " + Duration.ofNanos(System.nanoTime() - start_ns));
      assertThat(store.master().count("Meter")).isEqualTo(20_000);
    }
  }
}
