package meridian.store.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Outbox;

import static meridian.store.contract.Sample.ENERGY;
import static meridian.store.contract.Sample.event;
import static meridian.store.contract.Sample.of;
import static meridian.store.contract.Sample.reading;
import static meridian.store.contract.Sample.toldReadings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** {@link meridian.services.port.Outbox}. */
public interface OutboxContract {

  Ports.Opener opener();

  @Test
  default void tellsInOrderWithStableMessageIds(@TempDir Path folder) {
    List<Notice> told;
    try (Ports store = opener().open(folder)) {
      assertThat(store.outbox().after(0, 10)).isEmpty();
      owe(store, 40);
      told = store.outbox().after(0, 100);
      assertThat(told).hasSize(40).isSortedAccordingTo(Comparator.comparingLong(Notice::sequence)).extracting(Notice::messageId)
        .doesNotHaveDuplicates();
      assertThat(store.outbox().after(told.get(29).sequence(), 3)).isEqualTo(told.subList(30, 33));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.outbox().after(0, 100)).isEqualTo(told);
      owe(store, 1);
      assertThat(store.outbox().after(told.getLast().sequence(), 10)).hasSize(1);
    }
  }

  @Test
  default void startsANewConsumerAtTheNewestAndRemembersWhereItIs(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      owe(store, 2);
      long newest = store.outbox().after(0, 10).getLast().sequence();
      assertThat(store.outbox().position("billing")).isEqualTo(newest);
      assertThat(store.outbox().waiting("billing")).isZero();
      owe(store, 3);
      assertThat(store.outbox().waiting("billing")).isEqualTo(3);
      store.outbox().advance("billing", newest + 2);
      store.outbox().advance("billing", newest + 1);
      assertThat(store.outbox().position("billing")).isEqualTo(newest + 2);
      assertThat(store.outbox().waiting("billing")).isEqualTo(1);
      assertThat(store.outbox().position("late")).isEqualTo(newest + 3);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.outbox().waiting("billing")).isEqualTo(1);
      assertThat(store.outbox().waiting("late")).isZero();
    }
  }

  @Test
  default void isDoneWithNothingThatIsNotThere(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      owe(store, 1);
      long newest = store.outbox().position("billing");
      assertThatIllegalArgumentException().isThrownBy(() -> store.outbox().advance("billing", newest + 1));
      assertThatIllegalArgumentException().isThrownBy(() -> store.outbox().setAside("billing", newest + 1, "bad"));
      owe(store, 1);
      assertThat(store.outbox().waiting("billing")).isEqualTo(1);
    }
  }

  @Test
  default void setsAsideAndGoesOn(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      long start = store.outbox().position("billing");
      owe(store, 2);
      store.outbox().setAside("billing", start + 1, "5.1 says the subscriber");
      assertThat(store.outbox().waiting("billing")).isEqualTo(1);
      store.outbox().setAside("billing", start + 1, "said twice");
      assertThat(store.outbox().position("billing")).isEqualTo(start + 1);
    }
  }

  @Test
  default void prunesWhatAllAreDoneWith(@TempDir Path folder) {
    long newest;
    try (Ports store = opener().open(folder)) {
      Outbox outbox = store.outbox();
      long start = outbox.position("slow");
      outbox.position("fast");
      owe(store, 5);
      newest = start + 5;
      outbox.advance("fast", newest);
      outbox.advance("slow", start + 2);
      outbox.prune(List.of("slow", "fast"));
      assertThat(outbox.after(0, 10)).extracting(Notice::sequence).containsExactly(start + 3, start + 4, start + 5);
      outbox.advance("slow", newest);
      outbox.prune(List.of("slow", "fast"));
    }
    try (Ports store = opener().open(folder)) {
      owe(store, 1);
      assertThat(store.outbox().after(newest, 10)).extracting(Notice::sequence).containsExactly(newest + 1);
      assertThat(store.outbox().waiting("slow")).isEqualTo(1);
    }
  }

  @Test
  default void whoWasTakenOutOfTheConfigurationKeepsNothing(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      Outbox outbox = store.outbox();
      long start = outbox.position("stays");
      outbox.position("was taken out");
      owe(store, 3);
      outbox.advance("stays", start + 2);
      outbox.prune(List.of("stays"));
      assertThat(outbox.after(0, 10)).extracting(Notice::sequence).containsExactly(start + 3);
    }
  }

  @Test
  default void awakensWhoAwaits(@TempDir Path folder) throws Exception {
    try (Ports store = opener().open(folder); var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      long newest = store.outbox().position("billing");
      var begun = new CountDownLatch(1);
      Future<Integer> woken = callers.submit(() -> {
        begun.countDown();
        store.outbox().await(newest, 20_000);
        return store.outbox().after(newest, 10).size();
      });
      begun.await();
      owe(store, 1);
      assertThat(woken.get()).isEqualTo(1);
      store.outbox().await(newest, 20_000);
      store.outbox().await(newest + 1, 5);
    }
  }

  /** Promise 1: a reader that goes by sequence misses nothing, whatever commits meanwhile. */
  @Test
  default void hidesNothingFromAReaderThatGoesBySequence(@TempDir Path folder) throws Exception {
    int callers = 16;
    int each = 25;
    try (Ports store = opener().open(folder); var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<?>>();
      for (int i = 0; i < callers; i++) {
        Mrid meter = Mrid.random();
        writers.add(pool.submit(() -> {
          for (int n = 0; n < each; n++) {
            store.readings().record(List.of(of(meter, reading(ENERGY, "1T10:00:" + (10 + n), n))));
          }
        }));
      }
      var seen = new ArrayList<MeterReading>();
      long last = 0;
      while (seen.size() < callers * each) {
        store.outbox().await(last, 1_000);
        for (Notice notice : store.outbox().after(last, 3)) {
          assertThat(notice.sequence()).isGreaterThan(last);
          last = notice.sequence();
          seen.addAll(((Notice.Readings) notice.content()).meterReadings());
        }
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(new HashSet<>(seen)).hasSize(callers * each).hasSameSizeAs(seen);
      var byMeter = new HashMap<Mrid, Double>();
      seen
        .forEach(one -> assertThat(byMeter.merge(one.meter(), one.readings().getFirst().value(), (before, now) -> now > before ? now : -1))
          .isNotEqualTo(-1));
    }
  }

  @Test
  default void combinesReadingsInNoticesOfAtMost500(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      var batch = new ArrayList<MeterReading>();
      for (int i = 0; i < 1_100; i++) {
        batch.add(of(Mrid.random(), reading(ENERGY, "1T10:00:00", i)));
      }
      store.readings().record(batch);
      assertThat(store.outbox().after(0, 10)).extracting(notice -> ((Notice.Readings) notice.content()).meterReadings().size())
        .containsExactly(500, 500, 100);
      assertThat(toldReadings(store.outbox())).isEqualTo(batch);
    }
  }

  private static void owe(Ports store, int notices) {
    for (int i = 0; i < notices; i++) {
      store.events().record(List.of(event(Mrid.random(), "1T10:00:00")));
    }
  }
}
