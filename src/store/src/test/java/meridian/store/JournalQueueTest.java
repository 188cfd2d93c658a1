package meridian.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import meridian.model.message.Exchange;
import meridian.store.JournalQueue.LeftOut;
import meridian.store.JournalQueue.Waiting;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever brings an exchange goes on at once, however slow the journal is; memory is bounded, and what is left out is counted. */
@Timeout(20)
class JournalQueueTest {
  private static final int BODY = 1_000;
  /** Of an exchange without devices and body. */
  private static final long BARE = new Waiting(exchange(0), new byte[0]).weight_bytes();

  private static Exchange exchange(int number) {
    var header = new Exchange.Header("get", "MeterReadings", "", "", "m" + number, "", Optional.empty(), false, false, "", "");
    return new Exchange(0, Sample.at("1T10:00:00"), Exchange.Direction.IN, "soap", "p", header, List.of(), "OK", 1, BODY, 0, 0);
  }

  private static List<Waiting> takeAll(JournalQueue queue) throws InterruptedException {
    var all = new ArrayList<Waiting>();
    for (List<Waiting> some = queue.take(7, Long.MAX_VALUE, 0, 0); !some.isEmpty(); some = queue.take(7, Long.MAX_VALUE, 0, 0)) {
      all.addAll(some);
      queue.done(some.size());
    }
    return all;
  }

  @Test
  void keepsTheOrderAndGivesNothingTwice() throws Exception {
    var queue = new JournalQueue(1 << 20);
    for (int i = 0; i < 100; i++) {
      queue.put(exchange(i), new byte[BODY]);
    }
    assertThat(takeAll(queue)).extracting(waiting -> waiting.exchange().messageId()).startsWith("m0", "m1").endsWith("m99").hasSize(100);
    assertThat(queue.leftOut()).isEqualTo(new LeftOut(0, 0));
  }

  @Test
  void leavesOutBodiesThenExchangesThenRecovers() throws Exception {
    long most = 20 * (BARE + BODY);
    var queue = new JournalQueue(most);
    int put = 100;
    for (int i = 0; i < put; i++) {
      queue.put(exchange(i), new byte[BODY]);
    }
    LeftOut left = queue.leftOut();
    assertThat(left.bodies()).isPositive();
    assertThat(left.exchanges()).isPositive();
    List<Waiting> taken = takeAll(queue);
    assertThat(taken.stream().mapToLong(Waiting::weight_bytes).sum()).isLessThanOrEqualTo(most);
    assertThat(taken).hasSize((int) (put - left.exchanges()));
    assertThat(taken).filteredOn(waiting -> waiting.exchange().kept() == 0).hasSize((int) left.bodies())
      .allSatisfy(waiting -> {
        assertThat(waiting.body()).isEmpty();
        assertThat(waiting.exchange().size()).isEqualTo(BODY);
      });
    queue.put(exchange(put), new byte[BODY]);
    assertThat(takeAll(queue)).singleElement().satisfies(waiting -> assertThat(waiting.exchange().kept()).isEqualTo(BODY));
    assertThat(queue.leftOut()).isEqualTo(left);
  }

  /** Only the first waits, for 50 ms: a thousand that each waited would take the test's 20 s. */
  @Test
  void nobodyWaitsForAJournalThatStandsStill() {
    var queue = new JournalQueue(10 * (BARE + BODY));
    for (int i = 0; i < 1_000; i++) {
      queue.put(exchange(i), new byte[BODY]);
    }
    assertThat(queue.leftOut().exchanges()).isGreaterThan(900);
  }

  @Test
  void aMessageLargerThanAllRoomPassesWhenNothingWaits() throws Exception {
    var queue = new JournalQueue(1_000);
    queue.put(exchange(0), new byte[100_000]);
    assertThat(takeAll(queue)).singleElement().satisfies(waiting -> assertThat(waiting.body()).hasSize(100_000));
  }

  @Test
  void whoComesAfterTheEndIsCountedAndNotRefused() throws Exception {
    var queue = new JournalQueue(1 << 20);
    queue.put(exchange(0), new byte[BODY]);
    queue.close();
    queue.put(exchange(1), new byte[BODY]);
    assertThat(queue.leftOut()).isEqualTo(new LeftOut(0, 1));
    assertThat(takeAll(queue)).hasSize(1);
  }

  @Test
  void anInterruptedCallerIsStillJournalledAndStillInterrupted() throws Exception {
    var queue = new JournalQueue(2 * (BARE + BODY));
    var interrupted = new CountDownLatch(1);
    Thread caller = Thread.ofVirtual().start(() -> {
      Thread.currentThread().interrupt();
      for (int i = 0; i < 3; i++) {
        queue.put(exchange(i), new byte[BODY]);
      }
      if (Thread.currentThread().isInterrupted()) interrupted.countDown();
    });
    caller.join();
    assertThat(interrupted.await(0, TimeUnit.SECONDS)).isTrue();
    assertThat(takeAll(queue)).isNotEmpty();
  }
}
