package meridian.console;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DirtyMetersTest {

  @Test
  void eachMarkedMeterComesOnceAndInOrder() {
    var dirty = new DirtyMeters();
    for (int meter : new int[]{199, 0, 64, 63, 64}) {
      dirty.mark(meter);
    }
    List<Integer> drained = new ArrayList<>();
    assertThat(dirty.drain(drained::add)).isPositive();
    assertThat(drained).containsExactly(0, 63, 64, 199);
    assertThat(dirty.drain(drained::add)).isZero();
    assertThat(drained).hasSize(4);
  }

  /** The value is written before the mark, so whoever drains last must have seen every meter's last value. */
  @Test
  void noChangeIsLostBetweenMarkingAndDraining() throws Exception {
    int meters = 130;
    int rounds = 100_000;
    var dirty = new DirtyMeters();
    var written = new AtomicIntegerArray(meters);
    var seen = new int[meters];
    try (var threads = Executors.newFixedThreadPool(3)) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 3; writer++) {
        int first = writer;
        writers.add(threads.submit(() -> {
          for (int i = 1; i <= rounds; i++) {
            int meter = (i * 3 + first) % meters;
            written.incrementAndGet(meter);
            dirty.mark(meter);
          }
        }));
      }
      while (writers.stream().anyMatch(writer -> !writer.isDone())) {
        dirty.drain(meter -> seen[meter] = written.get(meter));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      dirty.drain(meter -> seen[meter] = written.get(meter));
    }
    for (int meter = 0; meter < meters; meter++) {
      assertThat(seen[meter]).as("meter %d", meter).isEqualTo(written.get(meter));
    }
  }
}
