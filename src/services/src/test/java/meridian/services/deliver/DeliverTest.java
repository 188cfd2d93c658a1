package meridian.services.deliver;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.services.port.Outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Promises 1 and 3: every Subscriber gets everything, in order, whatever the others do. */
class DeliverTest {
  private final MemoryOutbox outbox = new MemoryOutbox();

  @Test
  void aDeadSubscriberDelaysNobody() throws Exception {
    var dead = new TestSubscriber("dead", 5) {
      @Override
      void take(Notice notice) throws Exception { throw new ConnectException("connection refused"); }
    };
    var alive = new TestSubscriber("alive", 5);
    outbox.add(5);
    try (var deliver = new Deliver(outbox, List.of(dead, alive))) {
      assertThat(alive.done.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(alive.taken).isSortedAccordingTo((a, b) -> Long.compare(a.sequence(), b.sequence())).hasSize(5);
      await().untilAsserted(() -> assertThat(deliver.status()).anySatisfy(status -> {
        assertThat(status.subscriber()).isEqualTo("dead");
        assertThat(status.waiting()).isEqualTo(5);
        assertThat(status.trouble()).contains("connection refused");
      }));
    }
  }

  @Test
  void troubleIsTriedAgainWithTheSameMessageId() throws Exception {
    var moody = new TestSubscriber("moody", 2) {
      private boolean failed;

      @Override
      void take(Notice notice) throws Exception {
        attempts.add(notice.messageId());
        if (!failed) {
          failed = true;
          throw new IOException("once");
        }
        super.take(notice);
      }
    };
    outbox.add(2);
    try (var deliver = new Deliver(outbox, List.of(moody))) {
      assertThat(moody.done.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(moody.attempts).hasSize(3);
      assertThat(moody.attempts.get(0)).isEqualTo(moody.attempts.get(1));
      assertThat(deliver.status().getFirst().trouble()).isEmpty();
    }
  }

  @Test
  void aSubscriberIsKnownToTheOutboxBeforeAnythingCanBeOwed() {
    try (var _ = new Deliver(outbox, List.of(new TestSubscriber("new", 1)))) {
      assertThat(outbox.asked.getFirst()).isEqualTo("new by " + Thread.currentThread().getName());
    }
  }

  @Test
  void whatIsRefusedIsSetAsideAndTheNextGoesOn() throws Exception {
    var picky = new TestSubscriber("picky", 2) {
      @Override
      void take(Notice notice) throws Exception {
        if (notice.sequence() == 2) throw new Refused("not this one");
        super.take(notice);
      }
    };
    outbox.add(3);
    try (var _ = new Deliver(outbox, List.of(picky))) {
      assertThat(picky.done.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(picky.taken).extracting(Notice::sequence).containsExactly(1L, 3L);
      assertThat(outbox.setAside).containsExactly("picky 2 not this one");
    }
  }

  private static class TestSubscriber implements Subscriber {
    final String name;
    final CountDownLatch done;
    final List<Notice> taken = Collections.synchronizedList(new ArrayList<>());
    final List<Mrid> attempts = Collections.synchronizedList(new ArrayList<>());

    TestSubscriber(String name, int expected) {
      this.name = name;
      done = new CountDownLatch(expected);
    }

    @Override
    public String name() { return name; }

    @Override
    public boolean wants(Notice notice) { return true; }

    @Override
    public void deliver(Notice notice) throws Exception { take(notice); }

    void take(Notice notice) throws Exception {
      taken.add(notice);
      done.countDown();
    }
  }

  private static final class MemoryOutbox implements Outbox {
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final List<String> setAside = Collections.synchronizedList(new ArrayList<>());

    void add(int count) {
      for (int i = 0; i < count; i++) {
        notices.add(new Notice(notices.size() + 1, Mrid.random(), Instant.EPOCH, new Notice.Events(List.of())));
      }
    }

    @Override
    public List<Notice> after(long sequence, int limit) {
      return notices.stream().filter(notice -> notice.sequence() > sequence).limit(limit).toList();
    }

    @Override
    public long position(String consumer) {
      asked.add(consumer + " by " + Thread.currentThread().getName());
      return positions.getOrDefault(consumer, 0L);
    }

    @Override
    public void advance(String consumer, long sequence) { positions.merge(consumer, sequence, Math::max); }

    @Override
    public void setAside(String consumer, long sequence, String reason) { setAside.add(consumer + " " + sequence + " " + reason); }

    @Override
    public long waiting(String consumer) { return notices.size() - position(consumer); }

    @Override
    public void prune(Collection<String> consumers) {}

    @Override
    public void await(long sequence, long patience_ms) throws InterruptedException { Thread.sleep(20); }
  }
}
