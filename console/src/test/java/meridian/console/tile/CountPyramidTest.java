package meridian.console.tile;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountPyramidTest {

  @Test
  void countsOfAnyRunAreThoseOfCountingOneByOne() {
    var random = new Random(3);
    int slots = 3 * 4_096 + 77;
    var pyramid = new CountPyramid(slots);
    var states = new int[slots];
    for (int i = 0; i < 50_000; i++) {
      int slot = random.nextInt(slots);
      int state = random.nextInt(CountPyramid.STATES);
      assertThat(pyramid.set(slot, state)).isEqualTo(states[slot] != state);
      states[slot] = state;
    }
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(slots + 1);
      int to = from + random.nextInt(slots - from + 1);
      var counts = new int[8];
      pyramid.count(from, to, counts);
      assertThat(counts).as("%d to %d", from, to).containsExactly(oneByOne(states, from, to));
    }
  }

  @Test
  void wholeBlocksCountRight() {
    var pyramid = new CountPyramid(4_096 * 2);
    for (int slot = 0; slot < 4_096 * 2; slot++) {
      pyramid.set(slot, CountPyramid.STATES - 1);
    }
    for (int[] run : new int[][]{{0, 64}, {64, 128}, {0, 4_096}, {4_096, 8_192}, {0, 8_192}, {1, 8_191}, {63, 65}, {5, 5},
        {4_000, 4_200}}) {
      var counts = new int[8];
      pyramid.count(run[0], run[1], counts);
      assertThat(counts[CountPyramid.STATES - 1]).as("%d to %d", run[0], run[1]).isEqualTo(run[1] - run[0]);
    }
  }

  private static int[] oneByOne(int[] states, int from, int to) {
    var counts = new int[8];
    for (int slot = from; slot < to; slot++) {
      counts[states[slot]]++;
    }
    return counts;
  }
}
