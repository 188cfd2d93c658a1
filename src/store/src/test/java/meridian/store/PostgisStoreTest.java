package meridian.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Notice;
import meridian.services.port.StoreException;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the store does when its PostgreSQL server goes away, and when it cannot know whether its last word was heard. */
@Timeout(120)
class PostgisStoreTest {
  private static final Duration AWAY = Duration.ofSeconds(3);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(20);

  @BeforeEach
  void needsPostgres() { Assumptions.assumeTrue(PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine"); }

  @Test
  void acknowledgesNothingWhileTheServerIsAwayAndGoesOnByItself() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      StoreConfig config = StoreConfig.at(server.database("away"), PostgresServer.USER, PostgresServer.PASSWORD,
        Map.of("queue-wait", "2s"));
      try (Store store = Store.open(config); var load = new Load(store)) {
        load.awaitEachToSucceed(BACK_WITHIN);
        server.stop();
        int acknowledged = load.acknowledged.size();
        Thread.sleep(AWAY);
        // One answer of each writer may have been on its way when the server stopped.
        assertThat(load.acknowledged.size()).isBetween(acknowledged, acknowledged + Load.WRITERS);
        assertThat(load.refusals).isNotEmpty().allSatisfy(refused -> assertThat(refused).isInstanceOf(StoreException.class)
          .hasMessageNotContaining(PostgresServer.PASSWORD));
        server.begin();
        load.awaitEachToSucceed(BACK_WITHIN);
        load.close();
        check(store, load.acknowledged);
      }
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsRefusedAndItsRepeatIsADuplicate() throws Exception {
    PostgresServer server = PostgresServer.shared();
    server.database("cut");
    // Without named statements the driver spells out each COMMIT, and the proxy sees it.
    try (var proxy = new CuttingProxy(server.port());
      Store store = Store
        .open(StoreConfig.at("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/cut?prepareThreshold=0", PostgresServer.USER,
          PostgresServer.PASSWORD))) {
      Set<Mrid> acknowledged = ConcurrentHashMap.newKeySet();
      for (int i = 0; i < 10; i++) {
        EndDeviceEvent event = Sample.event(Mrid.derivedFrom("M" + i), "1T10:00:00");
        var reading = Sample.of(event.device(), Sample.reading(Sample.ENERGY, "1T10:00:00", i));
        var cut = proxy.cutNextCommit();
        boolean readings = i % 2 == 0;
        assertThatThrownBy(() -> {
          if (readings) store.readings().record(List.of(reading));
          else
            store.events().record(List.of(event));
        }).isInstanceOf(StoreException.class);
        assertThat(cut.await(10, TimeUnit.SECONDS)).isTrue();
        if (readings) assertThat(repeated(() -> store.readings().record(List.of(reading)))).as("single values that were new").isZero();
        else
          assertThat(repeated(() -> store.events().record(List.of(event)))).as("events that were new").isEmpty();
        store.events().record(List.of(Sample.event(event.device(), "1T11:00:00")));
        if (!readings) acknowledged.add(event.mrid());
      }
      check(store, acknowledged);
      assertThat(Sample.toldReadings(store.outbox())).hasSize(5);
      assertThat(Sample.toldEvents(store.outbox())).hasSize(15);
    }
  }

  /** As a caller does who was refused. */
  private static <T> T repeated(Supplier<T> call) throws InterruptedException {
    Instant patient = Instant.now().plus(BACK_WITHIN);
    while (true) {
      try {
        return call.get();
      } catch (StoreException e) {
        if (Instant.now().isAfter(patient)) throw e;
        Thread.sleep(50);
      }
    }
  }

  private static void check(Store store, Set<Mrid> acknowledged) {
    List<Notice> notices = store.outbox().after(0, 1_000_000);
    assertThat(notices).extracting(Notice::sequence)
      .containsExactlyElementsOf(LongStream.rangeClosed(1, notices.size()).boxed().toList());
    List<Mrid> told = Sample.toldEvents(store.outbox()).stream().map(EndDeviceEvent::mrid).toList();
    assertThat(told).doesNotHaveDuplicates().containsAll(acknowledged);
    assertThat(store.events().latest(1_000_000)).extracting(EndDeviceEvent::mrid).containsExactlyInAnyOrderElementsOf(told);
  }

  /** Writers that repeat each event until it is acknowledged. */
  private static final class Load implements AutoCloseable {
    static final int WRITERS = 6;
    final Set<Mrid> acknowledged = ConcurrentHashMap.newKeySet();
    final Queue<RuntimeException> refusals = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> successes = new ConcurrentHashMap<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Thread> writers = new ArrayList<>();

    Load(Store store) {
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        writers.add(Thread.ofPlatform().start(() -> write(store, writer)));
      }
    }

    private void write(Store store, int writer) {
      while (!enough.get()) {
        EndDeviceEvent event = Sample.event(Mrid.derivedFrom("writer" + writer), "1T10:00:00");
        while (!enough.get()) {
          try {
            store.events().record(List.of(event));
            acknowledged.add(event.mrid());
            successes.merge(writer, 1, Integer::sum);
            break;
          } catch (RuntimeException refused) {
            refusals.add(refused);
          }
        }
      }
    }

    void awaitEachToSucceed(Duration patience) throws InterruptedException {
      Instant until = Instant.now().plus(patience);
      Map<Integer, Integer> now = Map.copyOf(successes);
      for (int writer = 0; writer < WRITERS; writer++) {
        while (successes.getOrDefault(writer, 0) < now.getOrDefault(writer, 0) + 2) {
          assertThat(Instant.now()).as("a success of writer %d", writer).isBefore(until);
          Thread.sleep(20);
        }
      }
    }

    @Override
    public void close() throws InterruptedException {
      enough.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
  }
}
