package meridian.hub;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import meridian.model.Mrid;
import meridian.model.grid.Meter;

/**
 * Meters that report events of their own accord: each a DLMS DataNotification over TCP, the same again until the hub confirms it, and only
 * then the next. One in eight gives up after a broken connection, as some meters do. They keep books of what was said and what was confirmed.
 * Thread-safe.
 */
final class CallingMeters implements AutoCloseable {
  /** Codes of IDIS, and the EndDeviceEventType each is. */
  private static final Map<Integer, String> CODES = Map.of(40, "3.12.141.39", 41, "3.12.141.16", 44, "3.12.29.39", 45, "3.12.29.16");
  private static final List<Integer> IN_TURN = List.of(44, 45, 40, 41);
  private static final int CONFIRM = 0x10;
  private static final int PATIENCE_MS = 10_000;

  /** One event as its meter knows it. @param mrid as the hub must derive it */
  record Event(Mrid mrid, Meter meter, String type, Instant time) {}

  final Map<Mrid, Event> said = new ConcurrentHashMap<>();
  final Map<Mrid, Event> confirmed = new ConcurrentHashMap<>();
  private final List<Meter> meters;
  private final InetSocketAddress hub;
  private final InstantSource clock;
  private final Map<Meter, Instant> lastSaid = new ConcurrentHashMap<>();
  private final Map<Meter, Integer> notifications = new ConcurrentHashMap<>();
  private final AtomicReference<Runnable> onConfirmed = new AtomicReference<>(CallingMeters::nothing);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean storm;
  private volatile boolean enough;

  /** @param meters with plain pushes */
  CallingMeters(List<Meter> meters, int port, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    hub = new InetSocketAddress("127.0.0.1", port);
  }

  private static void nothing() {}

  /** Begins to call, paced by the seed. */
  void begin(long seed) {
    enough = false;
    storm = false;
    var seeds = new SplittableRandom(seed);
    for (Meter meter : meters) {
      var random = seeds.split();
      threads.add(Thread.ofVirtual().name("calling " + meter.name()).start(() -> call(meter, random)));
    }
  }

  /** Without a pause from now on, or with pauses again. */
  void storm(boolean on) { storm = on; }

  /** Runs once, with the very next confirmation, before the meter does anything else. */
  void onNextConfirmation(Runnable then) {
    onConfirmed.set(then);
  }

  /** Each ends with what it is saying confirmed. */
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

  private void call(Meter meter, SplittableRandom random) {
    try {
      while (!enough) {
        Thread.sleep(storm ? random.nextInt(4) : 20 + random.nextInt(400));
        int number = notifications.merge(meter, 1, Integer::sum);
        say(meter, number, IN_TURN.get(number % IN_TURN.size()), random);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(Meter meter, int number, int code, SplittableRandom random) throws InterruptedException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant time = lastSaid.merge(meter, now, (last, next) -> next.isAfter(last) ? next : last.plusSeconds(1));
    Mrid mrid = Mrid.derivedFrom(meter.mrid() + " " + CODES.get(code) + " " + time);
    var event = new Event(mrid, meter, CODES.get(code), time);
    said.put(mrid, event);
    byte[] frame = frame(meter, number, code, time);
    boolean givesUp = random.nextInt(8) == 0;
    while (!isConfirmed(frame)) {
      if (givesUp) return;
      Thread.sleep(20 + random.nextInt(80));
    }
    confirmed.put(mrid, event);
    onConfirmed.getAndSet(CallingMeters::nothing).run();
  }

  private boolean isConfirmed(byte[] frame) {
    try (var socket = new Socket()) {
      socket.connect(hub, PATIENCE_MS);
      socket.setSoTimeout(PATIENCE_MS);
      socket.getOutputStream().write(frame);
      byte[] answer = new DataInputStream(socket.getInputStream()).readNBytes(14);
      return answer.length == 14 && answer[8] == CONFIRM && ByteBuffer.wrap(answer).getInt(9) == ByteBuffer.wrap(frame).getInt(9);
    } catch (IOException hubIsAway) {
      return false;
    }
  }

  /** DLMS wrapper around a DataNotification: serial number, push setup, time, and a code for each of three logs. */
  private static byte[] frame(Meter meter, int number, int code, Instant time) {
    byte[] serialNumber = meter.serialNumber().getBytes(StandardCharsets.US_ASCII);
    var body = ByteBuffer.allocate(256).put((byte) 0x0f).putInt(0xc0 << 24 | number & 0xff_ffff).put((byte) 0).put((byte) 2).put((byte) 6);
    body.put((byte) 9).put((byte) serialNumber.length).put(serialNumber);
    body.put((byte) 9).put((byte) 6).put(new byte[]{0, 4, 25, 9, 0, (byte) 255});
    LocalDateTime at = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    body.put((byte) 9).put((byte) 12).putShort((short) at.getYear()).put((byte) at.getMonthValue()).put((byte) at.getDayOfMonth())
      .put((byte) at.getDayOfWeek().getValue()).put((byte) at.getHour()).put((byte) at.getMinute()).put((byte) at.getSecond())
      .put((byte) 0).putShort((short) 0).put((byte) 0);
    for (int inLog : new int[]{0, code, 0})
      body.put((byte) 0x11).put((byte) inLog);
    body.flip();
    return ByteBuffer.allocate(8 + body.limit()).putShort((short) 1).putShort((short) 1).putShort((short) 103)
      .putShort((short) body.limit()).put(body).array();
  }
}
