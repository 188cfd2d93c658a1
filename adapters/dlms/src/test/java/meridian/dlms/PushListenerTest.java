package meridian.dlms;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.adapter.AdapterListener;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PushListenerTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final String METER = "MRD0000000001000";
  private static final String OTHER = "MRD0000000001001";
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Ear ear = new Ear();
  private DlmsAdapter adapter = listening(Map.of());

  private static final class Ear implements AdapterListener {
    final LinkedBlockingQueue<List<DeviceEvent>> batches = new LinkedBlockingQueue<>();
    final Semaphore stores = new Semaphore(1_000_000);
    volatile boolean full;

    @Override
    public void readings(List<DeviceReadings> batch) { throw new AssertionError("no readings are pushed"); }

    @Override
    public void events(List<DeviceEvent> batch) throws NotAccepted, InterruptedException {
      boolean refuses = full;
      batches.add(batch);
      stores.acquire();
      if (refuses) throw new NotAccepted("full", new IllegalStateException("full"));
    }

    DeviceEvent next() throws InterruptedException {
      List<DeviceEvent> batch = batches.poll(3, TimeUnit.SECONDS);
      assertThat(batch).as("told to the listener").isNotNull().hasSize(1);
      return batch.getFirst();
    }
  }

  private DlmsAdapter listening(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(
      Map.of("master-secret", TestFleet.SECRET, "push.udp", "127.0.0.1:0", "push.tcp", "127.0.0.1:0"));
    settings.putAll(more);
    DlmsAdapter made = (DlmsAdapter) new DlmsFactory().create(settings);
    threads.submit(() -> {
      made.listen(ear, threads);
      return true;
    });
    return made;
  }

  private void restart(Map<String, String> more) {
    adapter.close();
    adapter = listening(more);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    adapter.close();
  }

  private PushListener listener() {
    while (adapter.listeners().isEmpty())
      Thread.onSpinWait();
    return adapter.listeners().getFirst();
  }

  private void datagram(byte[]... frames) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      for (byte[] frame : frames)
        socket.send(new DatagramPacket(frame, frame.length, LOOPBACK, listener().udpPort()));
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(LOOPBACK, listener().tcpPort());
    socket.setSoTimeout(3000);
    return socket;
  }

  private static byte[] confirmation(Socket socket) throws IOException {
    return new DataInputStream(socket.getInputStream()).readNBytes(14);
  }

  private static void until(java.util.function.BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + 3_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void plainAndCipheredDatagramsAreTold() throws Exception {
    datagram(new TestPush(METER).code(1).plain());
    assertThat(ear.next()).isEqualTo(new DeviceEvent(METER, "127.0.0.1", "3.26.0.85", TestPush.TIME,
      Map.of("log", "standard", "code", "1", "name", "power down")));
    datagram(new TestPush(OTHER).code(44).sealed(5));
    assertThat(ear.next()).isEqualTo(new DeviceEvent(OTHER, "127.0.0.1", "3.12.29.39", TestPush.TIME,
      Map.of("log", "fraud", "code", "44", "name", "meter cover removed")));
  }

  @Test
  void eachCodeHasItsEventType() throws Exception {
    Map<Integer, String> types = Map.of(
      1, "3.26.0.85", 2, "3.26.0.216", 44, "3.12.29.39", 45, "3.12.29.16", 40, "3.12.141.39", 41,
      "3.12.141.16", 61, "3.31.0.42", 60, "3.31.0.68", 59, "3.31.0.5", 250, "3.0.0.0");
    for (var type : types.entrySet()) {
      datagram(new TestPush(METER).code(type.getKey()).invokeId(type.getKey()).plain());
      assertThat(ear.next().eventType()).as("code " + type.getKey()).isEqualTo(type.getValue());
    }
  }

  @Test
  void severalCodesOfOnePushAreSeveralEvents() throws Exception {
    datagram(new TestPush(METER).code(2).code(44).code(61).plain());
    assertThat(ear.batches.poll(3, TimeUnit.SECONDS)).extracting(DeviceEvent::eventType)
      .containsExactly("3.26.0.216", "3.12.29.39", "3.31.0.42");
  }

  @Test
  void anEventWithoutTimeIsStampedOnReceipt() throws Exception {
    Instant before = Instant.now();
    datagram(new TestPush(METER).code(1).timeUnknown().plain());
    assertThat(ear.next().time()).isBetween(before, Instant.now());
  }

  @Test
  void theSameIsToldOnceHoweverOftenItComes() throws Exception {
    byte[] plain = new TestPush(METER).code(1).plain();
    datagram(plain, plain, new TestPush(OTHER).code(1).sealed(5), new TestPush(OTHER).code(1).sealed(6),
      new TestPush(METER).code(2).invokeId(9).plain());
    List<DeviceEvent> events = new ArrayList<>();
    until(() -> {
      List<List<DeviceEvent>> got = new ArrayList<>();
      ear.batches.drainTo(got);
      got.forEach(events::addAll);
      return events.size() >= 3;
    }, "three events");
    until(() -> adapter.pushLog().repeated.sum() == 2, "two repetitions");
    assertThat(events).extracting(DeviceEvent::serialNumber).containsExactly(METER, OTHER, METER);
  }

  @Test
  void aReplayedInvocationCounterIsRefused() throws Exception {
    datagram(new TestPush(METER).code(44).invokeId(1).sealed(100));
    ear.next();
    datagram(new TestPush(METER).code(44).invokeId(2).sealed(99), new TestPush(METER).code(44).invokeId(3).sealed(100));
    until(() -> adapter.pushLog().refused.sum() == 2, "two refused");
    datagram(new TestPush(METER).code(45).invokeId(4).sealed(101));
    assertThat(ear.next().eventType()).isEqualTo("3.12.29.16");
  }

  @Test
  void plainSpeechOfAMeterThatCiphersIsRefused() throws Exception {
    datagram(new TestPush(METER).code(44).sealed(100));
    ear.next();
    datagram(new TestPush(METER).code(1).invokeId(2).plain());
    until(() -> adapter.pushLog().refused.sum() == 1, "one refused");
    restart(Map.of("push.plain", "false"));
    datagram(new TestPush(OTHER).code(1).plain());
    until(() -> adapter.pushLog().refused.sum() == 1, "one refused");
    assertThat(ear.batches).isEmpty();
  }

  @Test
  void whatTheListenerDidNotAcceptMayComeAgain() throws Exception {
    ear.full = true;
    byte[] push = new TestPush(METER).code(44).sealed(100);
    datagram(push);
    ear.next();
    ear.full = false;
    datagram(push);
    assertThat(ear.next().eventType()).isEqualTo("3.12.29.39");
  }

  @Test
  void theMeterSpokenForMustBeTheOneThatSeals() throws Exception {
    datagram(new TestPush(METER).speakingFor(OTHER).code(44).sealed(1));
    until(() -> adapter.pushLog().garbage.sum() == 1, "garbage counted");
    assertThat(ear.batches).isEmpty();
  }

  @Test
  void garbageIsCountedAndDropped() throws Exception {
    byte[] tampered = new TestPush(METER).code(44).sealed(1);
    tampered[40] ^= 1;
    byte[] good = new TestPush(METER).code(1).plain();
    byte[] wrongLength = java.util.Arrays.copyOf(good, good.length - 1);
    byte[] wrongVersion = good.clone();
    wrongVersion[1] = 2;
    datagram(tampered, wrongLength, wrongVersion, new byte[0], new byte[4000],
      "PUMPERNICKEL".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
      new TestPush("DROP TABLE METER").code(1).plain(), FakeMeter.frame(103, new byte[]{0x0F}));
    until(() -> adapter.pushLog().garbage.sum() == 8, "eight garbage");
    datagram(good);
    assertThat(ear.next().serialNumber()).isEqualTo(METER);
  }

  @Test
  void aStormIsToldInFewBatches() throws Exception {
    ear.stores.drainPermits();
    datagram(new TestPush(METER).code(1).plain());
    ear.next();
    Set<String> sent = new HashSet<>();
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 5000; i++) {
        String serialNumber = "MRD%013d".formatted(5000 + i);
        byte[] frame = i % 2 == 0 ? new TestPush(serialNumber).code(1).plain() : new TestPush(serialNumber).code(1).sealed(1);
        socket.send(new DatagramPacket(frame, frame.length, LOOPBACK, listener().udpPort()));
        sent.add(serialNumber);
        if (i % 50 == 49) Thread.sleep(1);
      }
    }
    ear.stores.release(1_000_000);
    Set<String> told = new HashSet<>();
    List<Integer> sizes = new ArrayList<>();
    until(() -> {
      List<List<DeviceEvent>> batches = new ArrayList<>();
      ear.batches.drainTo(batches);
      for (List<DeviceEvent> batch : batches) {
        sizes.add(batch.size());
        batch.forEach(event -> told.add(event.serialNumber()));
      }
      return told.size() == sent.size();
    }, "5000 told");
    assertThat(told).isEqualTo(sent);
    assertThat(sizes.getFirst()).as("those that waited come together").isEqualTo(4096);
    assertThat(sizes).hasSizeLessThan(50);
  }

  @Test
  void overTcpEachIsConfirmedAfterTheListenerReturned() throws Exception {
    ear.stores.drainPermits();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(new TestPush(METER).code(44).invokeId(0xABCDEF).sealed(1));
      ear.next();
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
      ear.stores.release();
      socket.setSoTimeout(3000);
      assertThat(confirmation(socket)).asHexString().isEqualTo("0001006700010006" + "10C0ABCDEF00");
      ear.stores.release();
      socket.getOutputStream().write(new TestPush(METER).code(45).invokeId(2).sealed(2));
      assertThat(confirmation(socket)).asHexString().endsWith("10C000000200");
    }
  }

  @Test
  void overTcpNothingIsConfirmedThatWasNotAcceptedAndARepetitionIs() throws Exception {
    ear.full = true;
    byte[] push = new TestPush(METER).code(44).sealed(1);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(push);
      ear.next();
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
      ear.full = false;
      socket.setSoTimeout(3000);
      socket.getOutputStream().write(push);
      assertThat(confirmation(socket)).hasSize(14);
      ear.next();
      socket.getOutputStream().write(push);
      assertThat(confirmation(socket)).as("the confirmation was lost and is asked for again").hasSize(14);
      assertThat(ear.batches).isEmpty();
    }
  }

  @Test
  void slowAndNoisyConnectionsAreEnded() throws Exception {
    restart(Map.of("push.read-timeout", "200ms"));
    byte[] push = new TestPush(METER).code(44).sealed(1);
    try (Socket loris = connect(); Socket noisy = connect(); Socket huge = connect(); Socket forger = connect()) {
      loris.getOutputStream().write(push, 0, 10);
      noisy.getOutputStream().write(new byte[64]);
      huge.getOutputStream().write(new byte[]{0, 1, 0, 1, 0, 103, (byte) 0xFF, (byte) 0xFF});
      byte[] forged = push.clone();
      forged[50] ^= 1;
      forger.getOutputStream().write(forged);
      for (Socket socket : List.of(loris, noisy, huge, forger))
        assertThat(ended(socket)).isTrue();
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void connectionsAreBounded() throws Exception {
    restart(Map.of("push.connections", "2"));
    try (Socket first = connect(); Socket second = connect(); Socket third = connect()) {
      assertThat(ended(third)).isTrue();
      assertThat(adapter.pushLog().turnedAway.sum()).isEqualTo(1);
      first.close();
      second.getOutputStream().write(new TestPush(METER).code(44).sealed(1));
      assertThat(confirmation(second)).hasSize(14);
    }
    until(() -> {
      try (Socket again = connect()) {
        again.getOutputStream().write(new TestPush(METER).code(45).invokeId(2).sealed(2));
        return confirmation(again).length == 14;
      } catch (IOException turnedAway) {
        return false;
      }
    }, "room again");
  }

  @Test
  void closeWakesConnectionsThatWaitForTheListener() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    ear.stores.drainPermits();
    try (Socket socket = connect()) {
      socket.getOutputStream().write(new TestPush(METER).code(44).sealed(1));
      ear.next();
      adapter.close();
      threads.submit(() -> {
        ended(socket);
        done.countDown();
        return true;
      });
      assertThat(done.await(1, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aPortInUseIsNamedByItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK); DatagramSocket takenToo = new DatagramSocket(0, LOOPBACK)) {
      for (String setting : List.of("push.tcp=" + taken.getLocalPort(), "push.udp=" + takenToo.getLocalPort())) {
        String[] pair = setting.split("=");
        try (var other = new DlmsFactory().create(Map.of("master-secret", TestFleet.SECRET, pair[0], "127.0.0.1:" + pair[1]))) {
          assertThatThrownBy(() -> other.listen(ear, threads)).isInstanceOf(IOException.class).hasMessageContaining(pair[0]);
        }
      }
      try (var silent = new DlmsFactory().create(Map.of("master-secret", TestFleet.SECRET))) {
        assertThatThrownBy(() -> silent.listen(ear, threads)).isInstanceOf(IOException.class).hasMessageContaining("push.udp");
      }
    }
  }

  @Test
  void withoutThreadsThereIsNoListening() {
    try (var other = new DlmsFactory().create(Map.of("master-secret", TestFleet.SECRET, "push.udp", "127.0.0.1:0"))) {
      assertThatThrownBy(() -> other.listen(ear, _ -> {
        throw new RejectedExecutionException("none left");
      })).isInstanceOf(IOException.class).hasMessage("no thread to listen with");
    }
  }
}
