package meridian.store.contract;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Outbox;
import meridian.services.port.Outbox.Replay;

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
      assertThat(waiting(store, "billing")).isZero();
      owe(store, 3);
      assertThat(waiting(store, "billing")).isEqualTo(3);
      store.outbox().advance("billing", newest + 2);
      store.outbox().advance("billing", newest + 1);
      assertThat(store.outbox().position("billing")).isEqualTo(newest + 2);
      assertThat(waiting(store, "billing")).isEqualTo(1);
      assertThat(store.outbox().position("late")).isEqualTo(newest + 3);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(waiting(store, "billing")).isEqualTo(1);
      assertThat(waiting(store, "late")).isZero();
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
      assertThat(waiting(store, "billing")).isEqualTo(1);
    }
  }

  @Test
  default void setsAsideAndGoesOn(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      long start = store.outbox().position("billing");
      owe(store, 2);
      store.outbox().setAside("billing", start + 1, "5.1 says the subscriber");
      assertThat(waiting(store, "billing")).isEqualTo(1);
      store.outbox().setAside("billing", start + 1, "said twice");
      assertThat(store.outbox().position("billing")).isEqualTo(start + 1);
    }
  }

  /** Four days apart: what became true at the one is no longer kept for replay at the other. */
  InstantSource THEN = InstantSource.fixed(Sample.at("1T00:00:00"));
  InstantSource NOW = InstantSource.fixed(Sample.at("5T00:00:00"));

  @Test
  default void prunesWhatAllAreDoneWith(@TempDir Path folder) {
    long start;
    try (Ports store = opener().open(folder, THEN)) {
      start = store.outbox().position("slow");
      store.outbox().position("fast");
      owe(store, 250);
    }
    try (Ports store = opener().open(folder, NOW)) {
      Outbox outbox = store.outbox();
      outbox.advance("fast", start + 250);
      outbox.advance("slow", start + 247);
      outbox.prune(List.of("slow", "fast"));
      assertThat(outbox.after(0, 10)).extracting(Notice::sequence).containsExactly(start + 248, start + 249, start + 250);
      outbox.advance("slow", start + 250);
      outbox.prune(List.of("slow", "fast"));
    }
    try (Ports store = opener().open(folder, NOW)) {
      owe(store, 1);
      assertThat(store.outbox().after(start + 250, 10)).extracting(Notice::sequence).containsExactly(start + 251);
      assertThat(waiting(store, "slow")).isEqualTo(1);
    }
  }

  @Test
  default void keepsWhatIsDeliveredForReplay(@TempDir Path folder) {
    long start;
    try (Ports store = opener().open(folder, THEN)) {
      start = store.outbox().position("billing");
      owe(store, 2);
    }
    try (Ports store = opener().open(folder, NOW)) {
      owe(store, 3);
      store.outbox().advance("billing", start + 5);
      store.outbox().prune(List.of("billing"));
      assertThat(store.outbox().after(0, 10)).extracting(Notice::sequence).containsExactly(start + 3, start + 4, start + 5);
    }
  }

  @Test
  default void keepsWhatAReplayStillNeeds(@TempDir Path folder) {
    long start;
    try (Ports store = opener().open(folder, THEN)) {
      start = store.outbox().position("billing");
      owe(store, 4);
      store.outbox().advance("billing", start + 4);
      assertThat(store.outbox().replay("billing", Sample.ALWAYS)).hasValue(new Replay(Sample.ALWAYS, 4, 0));
      store.outbox().advanceReplay("billing", start + 1, 1);
    }
    try (Ports store = opener().open(folder, NOW)) {
      store.outbox().prune(List.of("billing"));
      assertThat(store.outbox().nextOfReplay("billing", 10)).extracting(Notice::sequence).containsExactly(start + 2, start + 3, start + 4);
      assertThat(store.outbox().findReplay("billing")).hasValue(new Replay(Sample.ALWAYS, 4, 1));
      assertThat(store.outbox().endReplay("billing")).isTrue();
      store.outbox().prune(List.of("billing"));
      assertThat(store.outbox().after(0, 10)).extracting(Notice::sequence).containsExactly(start + 4);
    }
  }

  @Test
  default void whoWasTakenOutOfTheConfigurationKeepsNothing(@TempDir Path folder) {
    long start;
    try (Ports store = opener().open(folder, THEN)) {
      start = store.outbox().position("stays");
      store.outbox().position("was taken out");
      owe(store, 3);
      store.outbox().advance("stays", start + 2);
    }
    try (Ports store = opener().open(folder, NOW)) {
      store.outbox().prune(List.of("stays"));
      assertThat(store.outbox().after(0, 10)).extracting(Notice::sequence).containsExactly(start + 3);
    }
  }

  @Test
  default void countsWhatWaitsOfEachNoun(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.outbox().position("billing");
      assertThat(store.outbox().waiting("billing", EVERYTHING)).isEqualTo(new Outbox.Waiting(0, Optional.empty()));
      owe(store, 2);
      store.readings().record(List.of(of(Mrid.random(), reading(ENERGY, "1T10:00:00", 1))));
      Optional<Instant> now = Optional.of(Sample.at("3T00:00:00"));
      assertThat(store.outbox().waiting("billing", EVERYTHING)).isEqualTo(new Outbox.Waiting(3, now));
      assertThat(store.outbox().waiting("billing", Set.of(Notice.Noun.END_DEVICE_EVENTS))).isEqualTo(new Outbox.Waiting(2, now));
      assertThat(store.outbox().waiting("billing", Set.of(Notice.Noun.METER_READINGS))).isEqualTo(new Outbox.Waiting(1, now));
      assertThat(store.outbox().waiting("billing", Set.of(Notice.Noun.END_DEVICE_CONTROLS)))
        .isEqualTo(new Outbox.Waiting(0, Optional.empty()));
    }
  }

  @Test
  default void remembersWhoIsPaused(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      store.outbox().pause("billing", true);
      store.outbox().pause("outages", true);
      store.outbox().pause("outages", false);
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.outbox().isPaused("billing")).isTrue();
      assertThat(store.outbox().isPaused("outages")).isFalse();
      owe(store, 1);
      assertThat(waiting(store, "billing")).isEqualTo(1);
    }
  }

  @Test
  default void setAsideCanBeListedTriedAgainAndDropped(@TempDir Path folder) {
    long start;
    List<Notice> told;
    try (Ports store = opener().open(folder, THEN)) {
      start = store.outbox().position("billing");
      owe(store, 3);
      told = store.outbox().after(start, 10);
      store.outbox().setAside("billing", start + 1, "refused: 2.4");
      store.outbox().setAside("billing", start + 2, "refused: 2.5");
      assertThat(store.outbox().nextAgain("billing")).isEmpty();
      assertThat(store.outbox().tryAgain("billing", start + 2)).isTrue();
      assertThat(store.outbox().tryAgain("billing", start + 3)).isFalse();
      assertThat(store.outbox().tryAgain("other", start + 2)).isFalse();
    }
    try (Ports store = opener().open(folder, NOW)) {
      Outbox outbox = store.outbox();
      outbox.advance("billing", start + 3);
      outbox.prune(List.of("billing"));
      assertThat(outbox.countSetAside("billing")).isEqualTo(2);
      assertThat(outbox.listSetAside("billing", 1)).containsExactly(new Outbox.SetAside(start + 1, told.getFirst().messageId().toString(),
        Notice.Noun.END_DEVICE_EVENTS, told.getFirst().created(), "refused: 2.4", false));
      assertThat(outbox.listSetAside("other", 10)).isEmpty();
      assertThat(outbox.nextAgain("billing")).hasValue(told.get(1));
      outbox.setAside("billing", start + 2, "refused once more");
      assertThat(outbox.nextAgain("billing")).isEmpty();
      assertThat(outbox.listSetAside("billing", 10).getLast().reason()).isEqualTo("refused once more");
      assertThat(outbox.tryAllAgain("billing")).isEqualTo(2);
      assertThat(outbox.nextAgain("billing")).hasValue(told.getFirst());
      assertThat(outbox.dropSetAside("billing", start + 1)).isTrue();
      assertThat(outbox.dropSetAside("billing", start + 1)).isFalse();
      assertThat(outbox.countSetAside("billing")).isEqualTo(1);
    }
  }

  /** Also when the clock was set back in between: a notice belongs to the time that it bears. */
  @Test
  default void replaysExactlyTheRangeAndLeavesThePosition(@TempDir Path folder) {
    long start;
    var range = new TimePeriod(Sample.at("5T00:00:00"), Sample.at("5T00:00:01"));
    try (Ports store = opener().open(folder, NOW)) {
      start = store.outbox().position("billing");
      owe(store, 2);
    }
    try (Ports store = opener().open(folder, THEN)) {
      owe(store, 2);
    }
    List<Notice> wanted;
    try (Ports store = opener().open(folder, NOW)) {
      owe(store, 3);
      Outbox outbox = store.outbox();
      List<Notice> all = outbox.after(0, 100);
      outbox.advance("billing", start + 6);
      wanted = List.of(all.get(0), all.get(1), all.get(4), all.get(5));
      assertThat(outbox.replay("billing", range)).hasValue(new Replay(range, 4, 0));
      assertThat(outbox.replay("billing", range)).as("one at a time").isEmpty();
      assertThat(outbox.nextOfReplay("billing", 10)).isEqualTo(wanted);
      assertThat(outbox.nextOfReplay("billing", 3)).isEqualTo(wanted.subList(0, 3));
      assertThat(outbox.nextOfReplay("other", 10)).isEmpty();
      outbox.advanceReplay("billing", wanted.get(1).sequence(), 2);
    }
    try (Ports store = opener().open(folder, NOW)) {
      Outbox outbox = store.outbox();
      assertThat(outbox.findReplay("billing")).hasValue(new Replay(range, 4, 2));
      assertThat(outbox.nextOfReplay("billing", 10)).isEqualTo(wanted.subList(2, 4));
      assertThat(outbox.position("billing")).isEqualTo(start + 6);
      assertThat(outbox.endReplay("billing")).isTrue();
      assertThat(outbox.endReplay("billing")).isFalse();
      assertThat(outbox.findReplay("billing")).isEmpty();
      var nothing = new TimePeriod(Sample.at("2T00:00:00"), Sample.at("3T00:00:00"));
      assertThat(outbox.replay("billing", nothing)).hasValue(new Replay(nothing, 0, 0));
      assertThat(outbox.findReplay("billing")).isEmpty();
    }
  }

  /** Promise 3: what one answer holds is bounded by its bytes, not only by its number. */
  @Test
  default void answersAreBoundedInBytes(@TempDir Path folder) {
    try (Ports store = opener().open(folder)) {
      for (int i = 0; i < 12; i++) {
        store.events()
          .record(List.of(new EndDeviceEvent(Mrid.random(), Mrid.random(), EndDeviceEventType.POWER_LOST, Sample.at("1T10:00:00"),
            "x".repeat(2 << 20), "", Map.of())));
      }
      assertThat(store.outbox().after(0, 64)).hasSize(4);
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

  Set<Notice.Noun> EVERYTHING = EnumSet.allOf(Notice.Noun.class);

  private static long waiting(Ports store, String consumer) { return store.outbox().waiting(consumer, EVERYTHING).notices(); }

  private static void owe(Ports store, int notices) {
    for (int i = 0; i < notices; i++) {
      store.events().record(List.of(event(Mrid.random(), "1T10:00:00")));
    }
  }
}
