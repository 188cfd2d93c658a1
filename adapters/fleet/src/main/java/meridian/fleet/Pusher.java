package meridian.fleet;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Sends what meters report of their own accord: over UDP each notification twice, over TCP until it is confirmed, up to
 * {@value #TCP_ATTEMPTS} times. A repetition carries the same content; a ciphered one is sealed anew, under the next counter.
 * Works in the background; never fails its caller.
 */
final class Pusher implements AutoCloseable {
  /** One event a meter reports, at a simulated time in epoch milliseconds. */
  record Event(Meter meter, long at, int code) {}

  static final int UDP_COPIES = 2;
  static final int TCP_ATTEMPTS = 5;
  static final Duration TCP_DELAY = Duration.ofSeconds(2);

  private static final int PUSH_CLIENT = 103;
  private static final int DATA_NOTIFICATION = 0x0f;
  private static final int CONFIRM = 0x10;
  private static final int GENERAL_GLO_CIPHERING = 0xdb;
  private static final int CONFIRMED_HIGH_PRIORITY = 0xc0;
  private static final int UNCONFIRMED_HIGH_PRIORITY = 0x80;
  private static final int PATIENCE_MS = 5000;
  private static final int MAX_CALLS = 512;
  private static final int MAX_PER_SECOND = 20_000;
  /** The events of a group leave within this time, whatever their number, as long as the rate above allows. */
  private static final Duration SPREAD = Duration.ofMillis(400);

  private final PushTarget target;
  private final InetSocketAddress address;
  private final Secrets secrets;
  private final Duration delay;
  private final DatagramSocket datagrams;
  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore calls = new Semaphore(MAX_CALLS);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  Pusher(PushTarget target, Secrets secrets, Duration delay) throws IOException {
    this.target = target;
    this.address = target.address();
    this.secrets = secrets;
    this.delay = delay;
    if (address.isUnresolved()) throw new IllegalArgumentException("--push: no address for host " + target.host());
    datagrams = new DatagramSocket();
  }

  /** Frames sent, notifications confirmed and notifications given up, since the start. */
  long[] counts() {
    return new long[]{sent.get(), confirmed.get(), failed.get()};
  }

  void push(List<Event> events) {
    if (events.isEmpty() || work.isShutdown()) return;
    List<byte[]> notifications = events.stream().map(this::notification).toList();
    work.execute(() -> {
      try {
        if (target.udp()) sendTwice(events, notifications);
        else
          callEach(events, notifications);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** Keeps the events of a group from leaving all at once; wakes only every few milliseconds, and then catches up. */
  private static final class Pace {
    private static final long NAP_ns = 2_000_000;
    private final long begin = System.nanoTime();
    private final long step_ns;

    Pace(int events) { step_ns = Math.max(SPREAD.toNanos() / events, 1_000_000_000L / MAX_PER_SECOND); }

    void await(int index) throws InterruptedException {
      long early = begin + index * step_ns - System.nanoTime();
      if (early > NAP_ns) Thread.sleep(Duration.ofNanos(early));
    }
  }

  // ---- UDP

  private void sendTwice(List<Event> events, List<byte[]> notifications) throws InterruptedException {
    for (int copy = 0; copy < UDP_COPIES; copy++) {
      Pace pace = new Pace(events.size());
      for (int i = 0; i < events.size(); i++) {
        pace.await(i);
        byte[] frame = frame(events.get(i).meter, notifications.get(i));
        try {
          datagrams.send(new DatagramPacket(frame, frame.length, address));
          sent.incrementAndGet();
        } catch (IOException e) {
          failed.incrementAndGet();
        }
      }
      Thread.sleep(SPREAD.dividedBy(4));
    }
  }

  // ---- TCP

  private void callEach(List<Event> events, List<byte[]> notifications) throws InterruptedException {
    Pace pace = new Pace(events.size());
    for (int i = 0; i < events.size() && !work.isShutdown(); i++) {
      pace.await(i);
      Meter meter = events.get(i).meter;
      byte[] notification = notifications.get(i);
      work.execute(() -> callUntilConfirmed(meter, notification));
    }
  }

  private void callUntilConfirmed(Meter meter, byte[] notification) {
    try {
      for (int attempt = 0; attempt < TCP_ATTEMPTS; attempt++) {
        if (attempt > 0) Thread.sleep(delay);
        calls.acquire();
        try {
          if (call(meter, notification)) {
            confirmed.incrementAndGet();
            return;
          }
        } finally {
          calls.release();
        }
      }
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the receiver confirmed this very notification; false when it could not be reached or stayed silent. */
  private boolean call(Meter meter, byte[] notification) {
    try (Socket socket = new Socket()) {
      if (address.getAddress().isLoopbackAddress()) socket.bind(new InetSocketAddress(MeterSpec.address(meter.address), 0));
      socket.connect(address, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(frame(meter, notification));
      sent.incrementAndGet();
      byte[] confirmation = new DataInputStream(socket.getInputStream()).readNBytes(14);
      if (confirmation.length < 14) return false;
      In in = new In(confirmation);
      in.skip(8);
      return in.u8() == CONFIRM && in.u32() == new In(notification, 1, 5).u32();
    } catch (IOException e) {
      // Expected when the receiver is down or slow: counted by the caller once all attempts are used up.
      return false;
    }
  }

  // ---- frames

  /** The plain data-notification. */
  private byte[] notification(Event event) {
    Out out = new Out(80);
    int options = target.udp() ? UNCONFIRMED_HIGH_PRIORITY : CONFIRMED_HIGH_PRIORITY;
    out.raw(DATA_NOTIFICATION).raw32((long) options << 24 | event.meter.nextNotification()).raw(0);
    out.structure(6).octetString(event.meter.serialNumber().getBytes(US_ASCII)).logicalName(Names.PUSH_SETUP);
    CosemTime.writeString(out, event.at);
    for (Events.Log log : Events.Log.values())
      out.u8(Events.Log.of(event.code) == log ? event.code : 0);
    return out.toBytes();
  }

  private byte[] frame(Meter meter, byte[] notification) {
    Out out = new Out(128);
    out.raw16(1).raw16(1).raw16(PUSH_CLIENT).raw16(0);
    if (meter.model.highLevelSecurity) {
      byte[] title = meter.systemTitle();
      out.raw(GENERAL_GLO_CIPHERING).raw(title.length).raw(title).length(notification.length + Ciphering.OVERHEAD);
      new Ciphering(secrets, meter).seal(notification, 0, notification.length, meter.nextCounter(), out);
    } else {
      out.raw(notification);
    }
    out.patch16(6, out.size() - 8);
    return out.toBytes();
  }

  @Override
  public void close() {
    work.shutdownNow();
    datagrams.close();
  }
}
