package meridian.services.deliver;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
import meridian.services.MemoryOutbox;
import meridian.services.port.Outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** Promises 1 and 3: every Subscriber gets everything, in order, whatever the others do. */
@Timeout(30)
class DeliverTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Circuit.Patience QUICK = new Circuit.Patience(Duration.ofMillis(1), Duration.ofMillis(4), 3, 3);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final List<Deliver> running = new ArrayList<>();

  @AfterEach
  void stop() { running.forEach(Deliver::close); }

  private Deliver deliver(TestSubscriber... subscribers) { return deliver(QUICK, subscribers); }

  private Deliver deliver(Circuit.Patience patience, TestSubscriber... subscribers) {
    var deliver = new Deliver(outbox,
      List.of(subscribers).stream().map(each -> new Subscribed(each, each.subscription)).toList(), InstantSource.fixed(START), patience);
    running.add(deliver);
    return deliver;
  }

  /** One second apart. */
  private void owe(int count) {
    for (int i = 0; i < count; i++) {
      outbox.owe(START.plusSeconds(i), new Notice.Events(List.of(event(i), event(i))));
    }
  }

  private static EndDeviceEvent event(int number) {
    return new EndDeviceEvent(Mrid.random(), Mrid.derivedFrom("M" + number), EndDeviceEventType.POWER_LOST, START, "", "", Map.of());
  }

  private static Delivery.Status status(Deliver deliver, String name) { return deliver.find(name).orElseThrow().status(); }

  private void told(String name, int upTo) { await().until(() -> outbox.position(name) == upTo); }

  @Test
  void subscribersAreClosedWithIt() {
    var subscriber = new TestSubscriber("mdm");
    deliver(subscriber).close();
    assertThat(subscriber.closed).isTrue();
  }

  @Test
  void aDeadAndASlowSubscriberDelayNobody() throws Exception {
    var dead = new TestSubscriber("dead");
    dead.then = _ -> {
      throw new ConnectException("connection refused");
    };
    var slow = new TestSubscriber("slow");
    var held = new CountDownLatch(1);
    slow.then = _ -> held.await();
    var good = new TestSubscriber("good");
    Deliver deliver = deliver(dead, slow, good);
    owe(200);
    told("good", 200);
    assertThat(good.sequences()).isSorted().hasSize(200);
    assertThat(slow.taken).isEmpty();
    await().untilAsserted(() -> {
      assertThat(status(deliver, "dead").trouble()).contains("connection refused");
      assertThat(status(deliver, "dead").waiting()).isEqualTo(200);
      assertThat(status(deliver, "dead").oldestWaiting()).hasValue(START);
    });
    assertThat(status(deliver, "slow").waiting()).isEqualTo(200);
    assertThat(status(deliver, "good")).satisfies(status -> {
      assertThat(status.waiting()).isZero();
      assertThat(status.lastDelivered()).hasValue(START);
    });
    held.countDown();
    told("slow", 200);
    assertThat(slow.sequences()).isEqualTo(good.sequences());
  }

  /** What a dead subscriber is owed stays in the store: one notice of it is asked for at a time. */
  @Test
  void whatADeadSubscriberIsOwedIsNotHeldInMemory() {
    var asked = Collections.synchronizedList(new ArrayList<Integer>());
    var counted = new MemoryOutbox() {
      @Override
      public synchronized List<Notice> after(long sequence, int limit) {
        asked.add(limit);
        return super.after(sequence, limit);
      }
    };
    for (int i = 0; i < 500; i++) {
      counted.owe(START, new Notice.Events(List.of(event(i))));
    }
    var dead = new TestSubscriber("dead");
    dead.then = _ -> {
      throw new ConnectException("connection refused");
    };
    running.add(new Deliver(counted, List.of(new Subscribed(dead, dead.subscription)), InstantSource.fixed(START), QUICK));
    await().until(() -> asked.size() > 20);
    List<Integer> begun = List.copyOf(asked);
    assertThat(begun.getFirst()).isEqualTo(64);
    assertThat(begun.subList(1, 20)).containsOnly(1);
  }

  @Test
  void troubleIsTriedAgainInOrderWithTheSameMessageIds() {
    var moody = new TestSubscriber("moody");
    var tried = new HashSet<Mrid>();
    moody.then = notice -> {
      if (tried.add(notice.messageId())) throw new IOException("once");
    };
    Deliver deliver = deliver(moody);
    owe(40);
    told("moody", 40);
    assertThat(moody.ids()).isEqualTo(outbox.after(0, 100).stream().map(Notice::messageId).toList());
    assertThat(moody.tries).hasSize(80);
    assertThat(status(deliver, "moody").trouble()).isEmpty();
  }

  /** The hub dies after the other side took a part of a notice: it gets the same parts again. */
  @Test
  void messageIdsAndPartsAreStableOverARestart() throws Exception {
    var first = new TestSubscriber("billing", 1, 0);
    var reached = new CountDownLatch(1);
    first.then = notice -> {
      if (notice.sequence() < 3 || first.taken.size() < 5) return;
      reached.countDown();
      throw new IOException("gone");
    };
    owe(4);
    Deliver deliver = deliver(first);
    assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    deliver.close();
    var second = new TestSubscriber("billing", 1, 0);
    deliver(second);
    told("billing", 4);
    List<Mrid> all = new ArrayList<>(first.ids());
    all.addAll(second.ids());
    List<Mrid> distinct = all.stream().distinct().toList();
    Subscription single = second.subscription;
    assertThat(distinct)
      .isEqualTo(outbox.after(0, 10).stream().flatMap(notice -> single.of(notice).stream()).map(Notice::messageId).toList());
    assertThat(all).as("the first part of the third notice comes twice").hasSize(distinct.size() + 1);
  }

  @Test
  void whatIsRefusedIsSetAsideAndTheNextGoesOn() {
    var picky = new TestSubscriber("picky");
    picky.then = notice -> {
      if (notice.sequence() == 2) throw new Subscriber.Refused("not this one");
    };
    Deliver deliver = deliver(picky);
    owe(3);
    told("picky", 3);
    assertThat(picky.sequences()).containsExactly(1L, 3L);
    assertThat(outbox.listSetAside("picky", 10)).extracting(Outbox.SetAside::sequence, Outbox.SetAside::reason)
      .containsExactly(tuple(2L, "not this one"));
    assertThat(status(deliver, "picky").setAside()).isEqualTo(1);
  }

  @Test
  void aMessageThatCannotBeMadeIsSetAsideAfterThreeTries() {
    var subscriber = new TestSubscriber("billing");
    subscriber.then = notice -> {
      if (notice.sequence() == 2) throw new IllegalStateException("no such character in XML");
      if (notice.sequence() == 3) throw new StackOverflowError();
    };
    deliver(subscriber);
    owe(4);
    told("billing", 4);
    assertThat(subscriber.sequences()).containsExactly(1L, 4L);
    assertThat(subscriber.tries.stream().filter(notice -> notice.sequence() == 2)).hasSize(3);
    assertThat(outbox.listSetAside("billing", 10).getFirst().reason())
      .isEqualTo("the hub could not send it: IllegalStateException: no such character in XML");
  }

  /** When nothing at all can be sent, the fault is not in the notices: they stay owed. */
  @Test
  void aDefectThatStrikesEveryNoticeSetsAsideOnlyAFew() {
    var subscriber = new TestSubscriber("billing");
    var mended = ConcurrentHashMap.<String>newKeySet();
    subscriber.then = _ -> {
      if (mended.isEmpty()) throw new IllegalStateException("wrong driver");
    };
    Deliver deliver = deliver(subscriber);
    owe(30);
    await().until(() -> status(deliver, "billing").state() == Delivery.State.OPEN);
    assertThat(outbox.countSetAside("billing")).isEqualTo(10);
    mended.add("driver");
    told("billing", 30);
    assertThat(subscriber.sequences()).hasSize(20).isSorted();
  }

  @Test
  void aNoticeThatCannotBeReadIsSetAside() {
    owe(3);
    outbox.damage(2);
    var subscriber = new TestSubscriber("billing");
    deliver(subscriber);
    told("billing", 3);
    assertThat(subscriber.sequences()).containsExactly(1L, 3L);
    assertThat(outbox.listSetAside("billing", 10)).extracting(Outbox.SetAside::reason).singleElement().asString()
      .contains("notice 2 cannot be read");
  }

  @Test
  void theCircuitOpensSendsProbesAndCloses() throws Exception {
    var subscriber = new TestSubscriber("billing");
    var down = new CountDownLatch(1);
    var probing = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    subscriber.then = _ -> {
      if (down.getCount() > 0) throw new ConnectException("refused");
      probing.countDown();
      release.await();
    };
    Deliver deliver = deliver(new Circuit.Patience(Duration.ofMillis(1), Duration.ofMillis(50), 3, 3), subscriber);
    assertThat(status(deliver, "billing").state()).isEqualTo(Delivery.State.CLOSED);
    owe(2);
    await().until(() -> status(deliver, "billing").state() == Delivery.State.OPEN);
    assertThat(subscriber.tries).as("only the first is tried").extracting(Notice::sequence).containsOnly(1L);
    down.countDown();
    assertThat(probing.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(status(deliver, "billing").state()).isEqualTo(Delivery.State.HALF_OPEN);
    release.countDown();
    told("billing", 2);
    assertThat(status(deliver, "billing").state()).isEqualTo(Delivery.State.CLOSED);
    assertThat(status(deliver, "billing").trouble()).isEmpty();
  }

  @Test
  void aPauseHoldsAcrossARestartAndResumeTriesAtOnce() {
    var first = new TestSubscriber("billing");
    var other = new TestSubscriber("other");
    Deliver deliver = deliver(first, other);
    deliver.find("billing").orElseThrow().pause();
    owe(2);
    told("other", 2);
    deliver.close();
    var second = new TestSubscriber("billing");
    var again = new TestSubscriber("other");
    Deliver restarted = deliver(second, again);
    owe(1);
    told("other", 3);
    assertThat(status(restarted, "billing").state()).isEqualTo(Delivery.State.PAUSED);
    assertThat(first.taken).isEmpty();
    assertThat(second.taken).isEmpty();
    restarted.find("billing").orElseThrow().resume();
    told("billing", 3);
    assertThat(second.sequences()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void resumeDoesNotWaitForTheEndOfAPause() {
    var subscriber = new TestSubscriber("billing");
    var down = ConcurrentHashMap.<String>newKeySet();
    down.add("down");
    subscriber.then = _ -> {
      if (!down.isEmpty()) throw new ConnectException("refused");
    };
    Deliver deliver = deliver(new Circuit.Patience(Duration.ofDays(1), Duration.ofDays(1), 1, 3), subscriber);
    owe(1);
    await().until(() -> status(deliver, "billing").state() == Delivery.State.OPEN);
    down.clear();
    deliver.find("billing").orElseThrow().resume();
    told("billing", 1);
  }

  @Test
  void aReplayTellsExactlyTheRangeToExactlyThatSubscriber() {
    var billing = new TestSubscriber("billing");
    var other = new TestSubscriber("other");
    Deliver deliver = deliver(billing, other);
    owe(10);
    told("billing", 10);
    told("other", 10);
    List<Mrid> before = billing.ids();
    var period = new TimePeriod(START.plusSeconds(3), START.plusSeconds(7));
    assertThat(deliver.find("billing").orElseThrow().replay(period)).hasValue(new Outbox.Replay(period, 4, 0));
    await().until(() -> status(deliver, "billing").replay().isEmpty());
    assertThat(billing.ids().subList(10, billing.ids().size())).isEqualTo(before.subList(3, 7));
    assertThat(other.taken).hasSize(10);
    assertThat(outbox.position("billing")).isEqualTo(10);
  }

  @Test
  void aReplayGoesOnAfterARestartAndDoesNotHoldUpWhatIsNew() throws Exception {
    owe(200);
    var first = new TestSubscriber("billing");
    Deliver deliver = deliver(first);
    told("billing", 200);
    var reached = new CountDownLatch(1);
    first.then = notice -> {
      if (notice.sequence() != 150) return;
      reached.countDown();
      throw new IOException("gone");
    };
    deliver.find("billing").orElseThrow().replay(new TimePeriod(START, START.plusSeconds(1_000)));
    assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
    deliver.close();
    assertThat(outbox.findReplay("billing")).hasValueSatisfying(replay -> assertThat(replay.done()).isEqualTo(149));
    owe(1);
    var second = new TestSubscriber("billing");
    Deliver restarted = deliver(second);
    await().until(() -> status(restarted, "billing").replay().isEmpty());
    told("billing", 201);
    assertThat(second.sequences()).hasSize(52);
    assertThat(second.sequences().subList(0, 2)).as("in turns").contains(201L);
    assertThat(second.sequences().stream().filter(sequence -> sequence < 201)).isSorted().hasSize(51).startsWith(150L);
  }

  @Test
  void whatWasSetAsideIsTriedAgainWhenAsked() {
    var billing = new TestSubscriber("billing");
    var refusing = ConcurrentHashMap.<Long>newKeySet();
    refusing.addAll(Set.of(1L, 2L, 3L));
    billing.then = notice -> {
      if (refusing.contains(notice.sequence())) throw new Subscriber.Refused("no");
    };
    Deliver deliver = deliver(billing);
    owe(4);
    told("billing", 4);
    Delivery delivery = deliver.find("billing").orElseThrow();
    refusing.remove(2L);
    assertThat(delivery.tryAllAgain()).isEqualTo(3);
    await().until(() -> outbox.listSetAside("billing", 10).stream().noneMatch(Outbox.SetAside::again));
    assertThat(outbox.listSetAside("billing", 10)).extracting(Outbox.SetAside::sequence).containsExactly(1L, 3L);
    assertThat(billing.sequences()).containsExactly(4L, 2L);
    assertThat(delivery.drop(1)).isTrue();
    assertThat(delivery.tryAgain(1)).isFalse();
  }

  @Test
  void togetherIsTriedFirstAndOneByOneWhenThatFails() {
    var batched = new TestSubscriber("batched");
    batched.together = 10;
    batched.then = notice -> {
      if (notice.sequence() == 15) throw new Subscriber.Refused("not this one");
    };
    owe(40);
    deliver(batched);
    told("batched", 40);
    assertThat(batched.batches).startsWith(10, 10).contains(1);
    assertThat(outbox.listSetAside("batched", 10)).extracting(Outbox.SetAside::sequence).containsExactly(15L);
    assertThat(batched.sequences().stream().distinct()).isSorted().hasSize(39);
  }

  @Test
  void unwantedNoticesArePassedWithoutAWord() {
    var readings = new TestSubscriber("readings", Subscription.to(Notice.Noun.METER_READINGS));
    Deliver deliver = deliver(readings);
    owe(100);
    told("readings", 100);
    assertThat(readings.tries).isEmpty();
    assertThat(status(deliver, "readings").waiting()).isZero();
  }

  @Test
  void neverMoreMessagesASecondThanAllowed() {
    var paced = new TestSubscriber("paced", 1, 200);
    owe(10);
    long began_ns = System.nanoTime();
    deliver(paced);
    told("paced", 10);
    assertThat(paced.taken).hasSize(20);
    assertThat(System.nanoTime() - began_ns).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(19 * 5));
  }

  @Test
  void aSubscriberIsKnownToTheOutboxBeforeAnythingCanBeOwed() {
    var asked = Collections.synchronizedList(new ArrayList<String>());
    var known = new MemoryOutbox() {
      @Override
      public synchronized long position(String consumer) {
        asked.add(consumer + " by " + Thread.currentThread().getName());
        return super.position(consumer);
      }
    };
    var subscriber = new TestSubscriber("new");
    running.add(new Deliver(known, List.of(new Subscribed(subscriber, subscriber.subscription)), InstantSource.system()));
    assertThat(asked.getFirst()).isEqualTo("new by " + Thread.currentThread().getName());
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(() -> deliver(new TestSubscriber("a"), new TestSubscriber("a"))).isInstanceOf(IllegalArgumentException.class);
  }

  private interface Then {
    void take(Notice notice) throws Exception;
  }

  /** Takes what it is given, unless {@code then} throws. */
  private static final class TestSubscriber implements Subscriber {
    final String name;
    final Subscription subscription;
    final List<Notice> tries = Collections.synchronizedList(new ArrayList<>());
    final List<Notice> taken = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    volatile Then then = _ -> {};
    volatile int together = 1;
    volatile boolean closed;

    TestSubscriber(String name, Subscription subscription) {
      this.name = name;
      this.subscription = subscription;
    }

    TestSubscriber(String name) { this(name, Subscription.to(Notice.Noun.values())); }

    TestSubscriber(String name, int batchSize, int rate) {
      this(name, new Subscription(Set.of(Notice.Noun.END_DEVICE_EVENTS), Set.of(), Optional.empty(), List.of(), batchSize, rate));
    }

    @Override
    public String name() { return name; }

    @Override
    public void close() { closed = true; }

    @Override
    public String kind() { return "test"; }

    @Override
    public String address() { return "here"; }

    @Override
    public int together() { return together; }

    @Override
    public void deliver(Notice notice) throws Exception { deliver(List.of(notice)); }

    /** All or none, as in a transaction. */
    @Override
    public void deliver(List<Notice> notices) throws Exception {
      batches.add(notices.size());
      tries.addAll(notices);
      for (Notice notice : notices) {
        then.take(notice);
      }
      taken.addAll(notices);
    }

    List<Long> sequences() { return List.copyOf(taken).stream().map(Notice::sequence).toList(); }

    List<Mrid> ids() { return List.copyOf(taken).stream().map(Notice::messageId).toList(); }
  }
}
