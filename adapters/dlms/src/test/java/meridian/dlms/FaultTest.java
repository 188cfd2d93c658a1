package meridian.dlms;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import meridian.adapter.Device;
import meridian.adapter.Outcome;
import meridian.fleet.Fleet;
import meridian.fleet.MeterModel;

import static meridian.dlms.TestFleet.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Trouble in the middle of a sound association, and what it is called. */
class FaultTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static Outcome<?> after(MeterModel model, BiConsumer<Fleet, String> fault) throws Exception {
    try (var fleet = new TestFleet(model); var adapter = TestFleet.adapter(); var line = adapter.open(fleet.device(0))) {
      Device device = fleet.device(0);
      assertThat(line.readClock(device, PATIENCE)).isInstanceOf(Outcome.Done.class);
      fault.accept(fleet.fleet, device.serialNumber());
      Outcome<?> outcome = line.readNow(device, Set.of(), SHORT);
      fleet.fleet.normal(device.serialNumber());
      assertThat(line.readClock(device, SHORT)).as("the line is closed").isInstanceOf(Outcome.Unreachable.class);
      return outcome;
    }
  }

  @Test
  void silenceAndHalfAFrameTimeOut() throws Exception {
    for (MeterModel model : MeterModel.values()) {
      assertThat(after(model, Fleet::mute)).isInstanceOf(Outcome.TimedOut.class);
      assertThat(after(model, Fleet::half)).isInstanceOf(Outcome.TimedOut.class);
      assertThat(after(model, (fleet, serial) -> fleet.slow(serial, 2000))).isInstanceOf(Outcome.TimedOut.class);
    }
  }

  @Test
  void noiseIsGarbled() throws Exception {
    for (MeterModel model : MeterModel.values())
      assertThat(after(model, Fleet::garbage)).isInstanceOf(Outcome.Garbled.class);
  }

  @Test
  void aMeterWithoutSupplyIsUnreachable() throws Exception {
    try (var fleet = new TestFleet(MeterModel.ML4); var adapter = TestFleet.adapter(); var line = adapter.open(fleet.device(0))) {
      assertThat(line.readClock(fleet.device(0), PATIENCE)).isInstanceOf(Outcome.Done.class);
      fleet.fleet.outage("G1");
      assertThat(line.readClock(fleet.device(0), PATIENCE)).isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void aServiceRefusedLeavesTheLineOpen() throws Exception {
    try (var meter = FakeMeter.saying(FakeMeter.AARE, "C401C1 01 03", "C401C2 00 090C07EA0302FF0A0000FF000000", "C501C3 03",
      "C701C4 FA 00");
      var adapter = TestFleet.adapter();
      var line = adapter.open(meter.device())) {
      assertThat(line.readClock(meter.device(), PATIENCE)).isEqualTo(new Outcome.Refused<Instant>("read-write-denied (3)"));
      assertThat(line.readClock(meter.device(), PATIENCE)).isEqualTo(new Outcome.Done<>(Instant.parse("2026-03-02T10:00:00Z")));
      assertThat(line.setClock(meter.device(), Instant.EPOCH, PATIENCE))
        .isEqualTo(new Outcome.Refused<Instant>("clock: read-write-denied (3)"));
      assertThat(line.control(meter.device(), meridian.adapter.Control.CONNECT, PATIENCE))
        .isEqualTo(new Outcome.Refused<>("CONNECT: other-reason (250)"));
    }
  }

  @Test
  void theRelaysTwoStatesMustAgree() throws Exception {
    try (var meter = FakeMeter.saying(FakeMeter.AARE_WITH_LIST, "C403C1 02 00 0301 00 1600");
      var adapter = TestFleet.adapter();
      var line = adapter.open(meter.device())) {
      assertThat(line.readRelay(meter.device(), PATIENCE)).isInstanceOf(Outcome.Garbled.class);
    }
  }

  @Test
  void aMeterWithoutClockIsReadAtTheHubsTime() throws Exception {
    String list = "C403C1 03 00 090CFFFFFFFFFFFFFFFFFF800000 00 06000004D2 00 0202 0F00 161E";
    Instant before = Instant.now();
    try (var meter = FakeMeter.saying(FakeMeter.AARE_WITH_LIST, list);
      var adapter = TestFleet.adapter();
      var line = adapter.open(meter.device())) {
      var values = FleetConversationTest.done(line.readNow(meter.device(), Set.of("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0"),
        PATIENCE)).values();
      assertThat(values).hasSize(1).allSatisfy(value -> {
        assertThat(value.value()).isEqualTo(1.234);
        assertThat(value.quality()).isEqualTo("1.1.9");
        assertThat(value.time()).isAfterOrEqualTo(before);
      });
    }
  }

  @Test
  void aLineLeadsToOneMeter() throws Exception {
    try (var fleet = new TestFleet(MeterModel.ML4, MeterModel.ML4);
      var adapter = TestFleet.adapter();
      var line = adapter.open(fleet.device(0))) {
      assertThat(line.readClock(fleet.device(1), PATIENCE)).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void aClosedLineHasReleasedItsAssociation() throws Exception {
    try (var meter = FakeMeter.saying(FakeMeter.AARE, "C401C1 00 090C07EA0302FF0A0000FF000000");
      var adapter = TestFleet.adapter()) {
      var line = adapter.open(meter.device());
      line.readClock(meter.device(), PATIENCE);
      line.close();
      assertThat(meter.heard.get(2)[0]).isEqualTo((byte) 0x62);
    }
  }

  @Test
  void aClosedAdapterOpensNothing() throws Exception {
    try (var fleet = new TestFleet(MeterModel.ML4)) {
      var adapter = TestFleet.adapter();
      adapter.close();
      assertThatThrownBy(() -> adapter.open(fleet.device(0))).isInstanceOf(java.io.IOException.class)
        .hasMessage("the adapter is closed");
      assertThatThrownBy(() -> TestFleet.adapter().open(new Device("X", "no address:at:all", "")))
        .isInstanceOf(java.io.IOException.class);
    }
  }
}
