package meridian.services.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import meridian.adapter.RelayState;
import meridian.model.event.EndDeviceEventType;

import static org.assertj.core.api.Assertions.assertThat;

class MeterStatesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  private final LiveState live = new LiveState(2);
  private final MeterStates states = new MeterStates(live);

  @Test
  void aMeterThatAnswersIsOn() {
    states.answered(0, MeterState.UNKNOWN);
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
    assertThat(live.get(1)).isEqualTo(MeterState.UNKNOWN);
  }

  @Test
  void aDisconnectedMeterStaysDisconnectedThroughSilenceAndOutage() {
    states.relay(0, RelayState.DISCONNECTED);
    states.silent(0);
    assertThat(live.get(0)).isEqualTo(MeterState.SILENT);
    states.event(0, EndDeviceEventType.POWER_LOST, NOON);
    assertThat(live.get(0)).isEqualTo(MeterState.OFF);
    states.event(0, EndDeviceEventType.POWER_RESTORED, NOON.plusSeconds(60));
    assertThat(live.get(0)).isEqualTo(MeterState.DISCONNECTED);
  }

  @Test
  void aConversationBegunBeforeTheLastGaspDoesNotHideIt() {
    states.answered(0, MeterState.UNKNOWN);
    MeterState atStart = live.get(0);
    states.event(0, EndDeviceEventType.POWER_LOST, NOON);
    states.answered(0, atStart);
    assertThat(live.get(0)).isEqualTo(MeterState.OFF);
  }

  @Test
  void aConversationBegunDuringTheOutageProvesItOver() {
    states.event(0, EndDeviceEventType.POWER_LOST, NOON);
    states.answered(0, live.get(0));
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
  }

  @Test
  void aLateLastGaspDoesNotUndoTheRestoration() {
    states.event(0, EndDeviceEventType.POWER_RESTORED, NOON);
    states.answered(0, MeterState.UNKNOWN);
    states.event(0, EndDeviceEventType.POWER_LOST, NOON.minusSeconds(30));
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
  }

  @Test
  void anOpenedCoverShowsUntilItIsClosed() {
    states.relay(0, RelayState.CONNECTED);
    states.event(0, EndDeviceEventType.METER_COVER_OPENED, NOON);
    states.answered(0, MeterState.TAMPERED);
    states.relay(0, RelayState.CONNECTED);
    assertThat(live.get(0)).isEqualTo(MeterState.TAMPERED);
    states.event(0, EndDeviceEventType.METER_COVER_CLOSED, NOON.plusSeconds(60));
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
  }

  @Test
  void whatLiesBeneathAnOpenedCoverShowsWhenItIsClosed() {
    states.relay(0, RelayState.DISCONNECTED);
    states.event(0, EndDeviceEventType.METER_COVER_OPENED, NOON);
    states.silent(0);
    assertThat(live.get(0)).isEqualTo(MeterState.TAMPERED);
    states.answered(0, live.get(0));
    states.event(0, EndDeviceEventType.METER_COVER_CLOSED, NOON.plusSeconds(60));
    assertThat(live.get(0)).isEqualTo(MeterState.DISCONNECTED);
  }

  @Test
  void aRelayReadBeforeTheLastGaspDoesNotHideIt() {
    states.event(0, EndDeviceEventType.POWER_LOST, NOON);
    states.answered(0, MeterState.ON);
    states.relay(0, RelayState.CONNECTED);
    assertThat(live.get(0)).isEqualTo(MeterState.OFF);
  }

  @Test
  void theButtonOnTheMeterEndsArmed() {
    states.relay(0, RelayState.READY_FOR_RECONNECTION);
    assertThat(live.get(0)).isEqualTo(MeterState.ARMED);
    states.event(0, EndDeviceEventType.REMOTE_CONNECTED, NOON);
    assertThat(live.get(0)).isEqualTo(MeterState.ON);
  }

  @Test
  void listenersHearChangesOnly() {
    List<String> heard = new ArrayList<>();
    live.subscribe((meter, before, now) -> heard.add(meter + " " + before + ">" + now));
    states.answered(1, MeterState.UNKNOWN);
    states.answered(1, MeterState.ON);
    assertThat(heard).containsExactly("1 UNKNOWN>ON");
  }
}
