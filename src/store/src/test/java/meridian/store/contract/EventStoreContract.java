package meridian.store.contract;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;

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
}
