package meridian.store.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.services.port.EventStore.Wanted;

import static meridian.store.contract.Sample.event;
import static meridian.store.contract.Sample.period;
import static meridian.store.contract.Sample.toldEvents;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link meridian.services.port.EventStore}. */
public interface EventStoreContract {
  Mrid METER = Mrid.derivedFrom("M1");

  Ports.Opener opener();

  @Test
  default void keepsAndTellsEachMridOnce(@TempDir Path folder) {
    EndDeviceEvent first = event(METER, "1T10:00:00");
    EndDeviceEvent second = event(METER, "1T10:00:05");
    try (Ports store = opener().open(folder)) {
      assertThat(store.events().record(List.of(first, first))).containsExactly(first);
      assertThat(store.events().record(List.of(first, second))).containsExactly(second);
      assertThat(store.events().record(List.of(second))).isEmpty();
      assertThat(store.events().record(List.of())).isEmpty();
      assertThat(toldEvents(store.outbox())).containsExactly(first, second);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.events().record(List.of(first))).isEmpty();
      assertThat(store.events().latest(10)).containsExactly(second, first);
    }
  }

  @Test
  default void findsADevicesEventsOfAPeriodNewestFirst(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      EndDeviceEvent early = event(METER, "1T10:00:00");
      EndDeviceEvent late = event(METER, "1T12:00:00");
      EndDeviceEvent atTheEnd = event(METER, "1T13:00:00");
      EndDeviceEvent other = event(Mrid.random(), "1T11:00:00");
      store.events().record(List.of(late, early, other, atTheEnd));
      assertThat(store.events().find(METER, period("1T10:00:00", "1T13:00:00"), 10)).containsExactly(late, early);
      assertThat(store.events().find(METER, period("1T10:00:00", "1T13:00:00"), 1)).containsExactly(late);
      assertThat(store.events().latest(3)).containsExactly(atTheEnd, late, other);
      assertThat(store.events().latest(0)).isEmpty();
    }
  }

  @Test
  default void findsEventsByAllThatIsAskedOldestFirst(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      EndDeviceEvent early = event(METER, "1T10:00:00");
      EndDeviceEvent late = event(METER, "1T12:00:00");
      EndDeviceEvent other = event(Mrid.random(), "1T11:00:00");
      EndDeviceEvent another = of(EndDeviceEventType.METER_COVER_OPENED, "1T11:30:00");
      EndDeviceEvent ofAny = of(new EndDeviceEventType(0, 12, 29, 39), "1T11:40:00");
      store.events().record(List.of(late, early, other, another, ofAny));
      TimePeriod day = period("1T10:00:00", "1T13:00:00");
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(), Set.of()), 0, 10))
        .containsExactly(early, other, another, ofAny, late);
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(), Set.of()), 1, 2)).containsExactly(other, another);
      assertThat(store.events().find(new Wanted(day, Set.of(METER), Set.of(early.type()), Set.of()), 0, 10))
        .containsExactly(early, late);
      assertThat(store.events().find(new Wanted(day, Set.of(other.device()), Set.of(), Set.of(early.mrid())), 0, 10)).isEmpty();
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(), Set.of(late.mrid(), other.mrid())), 0, 10))
        .containsExactly(other, late);
      // A type of 0 is any device, here as there.
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(EndDeviceEventType.METER_COVER_OPENED), Set.of()), 0, 10))
        .containsExactly(another, ofAny);
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(ofAny.type()), Set.of()), 0, 10)).containsExactly(another, ofAny);
      assertThat(store.events().find(new Wanted(day, Set.of(), Set.of(new EndDeviceEventType(3, 2, 29, 39)), Set.of()), 0, 10)).isEmpty();
    }
  }

  private static EndDeviceEvent of(EndDeviceEventType type, String time) {
    EndDeviceEvent some = event(METER, time);
    return new EndDeviceEvent(some.mrid(), METER, type, some.createdDateTime(), "", "", Map.of());
  }
}
