package meridian.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import meridian.model.grid.Meter;

/**
 * People at an enterprise system who disconnect and connect meters over SOAP, each the meters of a share of their own. A control is sent
 * again, under the same MessageID, until the hub has taken it, and sometimes once more. Thread-safe.
 */
final class Operators implements AutoCloseable {
  static final String DISCONNECT = "3.31.0.23";
  static final String CONNECT = "3.31.0.18";

  record Order(String messageId, Meter meter, String type) {}

  final List<Order> taken = new CopyOnWriteArrayList<>();
  private final TestTown town;
  private final String replyUrl;
  private final int people;
  private final Map<Meter, Order> last = new ConcurrentHashMap<>();
  private final AtomicReference<Runnable> onTaken = new AtomicReference<>(Operators::nothing);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean enough;

  Operators(TestTown town, String replyUrl, int people) {
    this.town = town;
    this.replyUrl = replyUrl;
    this.people = people;
  }

  private static void nothing() {}

  void begin(long seed) {
    enough = false;
    var seeds = new SplittableRandom(seed);
    for (int person = 0; person < people; person++) {
      var random = seeds.split();
      int share = person;
      threads.add(Thread.ofVirtual().name("operator " + person).start(() -> work(share, random)));
    }
  }

  /** Runs once, when the very next control was taken. */
  void onNextTaken(Runnable then) { onTaken.set(then); }

  /** The last control of each meter. */
  Map<Meter, Order> last() { return Map.copyOf(last); }

  /** Each ends with what it is ordering taken. */
  void end() throws InterruptedException {
    enough = true;
    for (Thread thread : threads)
      thread.join();
    threads.clear();
  }

  @Override
  public void close() {
    enough = true;
    threads.forEach(Thread::interrupt);
  }

  private void work(int share, SplittableRandom random) {
    List<Meter> meters = town.grid.meters();
    try {
      while (!enough) {
        Thread.sleep(10 + random.nextInt(120));
        int meter = random.nextInt(meters.size() / people) * people + share;
        var messageId = new UUID(random.nextLong(), random.nextLong());
        var order = new Order(messageId.toString(), meters.get(meter), random.nextBoolean() ? DISCONNECT : CONNECT);
        give(order, messageId);
        if (random.nextInt(6) == 0) isTaken(order, messageId);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void give(Order order, UUID messageId) throws InterruptedException {
    while (!isTaken(order, messageId))
      Thread.sleep(20);
    taken.add(order);
    last.put(order.meter, order);
    onTaken.getAndSet(Operators::nothing).run();
  }

  private boolean isTaken(Order order, UUID messageId) throws InterruptedException {
    try {
      return town.control(messageId, order.meter, order.type, replyUrl).contains(">OK<");
    } catch (IOException hubIsAway) {
      return false;
    }
  }
}
