package meridian.services.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import meridian.adapter.DeviceEvent;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.services.Grids;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.live.MeterState;
import meridian.services.live.MeterStates;
import meridian.services.port.EventStore;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;

class RecordEventsTest {
  private static final String POWER_LOST = "3.26.0.85";
  private static final String POWER_RESTORED = "3.26.0.216";

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final LiveState live = new LiveState(1);
  private final List<EndDeviceEvent> kept = new ArrayList<>();
  private final RecordEvents recordEvents = new RecordEvents(new EventStore() {
    @Override
    public List<EndDeviceEvent> record(List<EndDeviceEvent> events) {
      kept.addAll(events);
      return events;
    }

    @Override
    public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) { return List.of(); }

    @Override
    public List<EndDeviceEvent> latest(int limit) { return List.of(); }
  }, new Registry(Grids.meters("M1")), new MeterStates(live), new Feed<>(), () -> NOW);

  /** A COSEM date-time can name the year 65534, and one such push must not end the listening to all other meters. */
  @Test
  void anEventWhoseTimeCannotBeKeptIsLeftOutAndTheOthersKept() {
    recordEvents.record("test", List.of(event(POWER_LOST, "+65534-01-01T00:00:00Z"), event("what?", "2026-06-01T12:00:00Z"),
      event(POWER_LOST, "1970-01-01T00:00:00Z")));
    assertThat(kept).extracting(EndDeviceEvent::createdDateTime).containsExactly(Instant.EPOCH);
  }

  /** A meter whose clock runs years ahead once must not look without supply until then. */
  @Test
  void whatAFastClockStampedShadowsNoLaterNews() {
    recordEvents.record("test", List.of(event(POWER_LOST, "2036-06-01T12:00:00Z")));
    assertThat(live.get(0)).isEqualTo(MeterState.OFF);
    recordEvents.record("test", List.of(event(POWER_RESTORED, "2026-06-01T12:00:00Z")));
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
  }

  private static DeviceEvent event(String type, String time) {
    return new DeviceEvent("M1", "host-M1:1", type, Instant.parse(time), Map.of());
  }
}
