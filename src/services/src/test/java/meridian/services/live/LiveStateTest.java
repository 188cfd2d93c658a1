package meridian.services.live;

import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import meridian.model.event.EndDeviceEventType;

import static org.assertj.core.api.Assertions.assertThat;

class LiveStateTest {

  @Test
  void aMeterThatCameLaterHasAStateLikeAnyOther() {
    var live = new LiveState(3);
    assertThat(live.get(70_000)).isEqualTo(MeterState.UNKNOWN);
    live.set(70_000, MeterState.OFF);
    assertThat(live.get(70_000)).isEqualTo(MeterState.OFF);
    assertThat(live.size()).isEqualTo(70_001);
    live.growTo(70_010);
    live.growTo(5);
    assertThat(live.snapshot()).hasSize(70_010).contains((byte) MeterState.OFF.ordinal());
    assertThat(live.get(69_999)).isEqualTo(MeterState.UNKNOWN);
  }

  /** What is told of a meter while room is made for others is not lost. */
  @Test
  void growthLosesNoNews() throws Exception {
    var live = new LiveState(0);
    var states = new MeterStates(live);
    int each = 3 * Pieces.SIZE;
    Thread[] writers = IntStream.range(0, 4).mapToObj(writer -> Thread.ofPlatform().start(() -> {
      for (int i = 0; i < each; i++) {
        states.event(i * 4 + writer, EndDeviceEventType.POWER_LOST, Instant.EPOCH);
      }
    })).toArray(Thread[]::new);
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(live.size()).isEqualTo(4 * each);
    assertThat(IntStream.range(0, 4 * each).filter(meter -> live.get(meter) != MeterState.OFF)).isEmpty();
  }
}
