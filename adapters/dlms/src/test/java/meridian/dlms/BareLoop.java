package meridian.dlms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.sun.management.OperatingSystemMXBean;
import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSCaptureObject;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.secure.GXDLMSSecureClient;

/**
 * The bench's peer of the adapter: gurux's client codec and a blocking socket on virtual threads, and nothing else: no guards, no limits, no
 * readings made of what comes. Arguments: fleet file, port, two instants the profile is read between; the master secret is in
 * {@code FLEET_MASTER_SECRET}. A line {@code MODEL FIRST COUNT WARM_ms MEASURE_ms} is answered with sessions, values, wall and processor
 * nanoseconds, failures.
 */
final class BareLoop {
  private static final String[] REGISTERS = {"1.0.1.8.0.255", "1.0.2.8.0.255", "1.0.1.7.0.255", "1.0.32.7.0.255", "1.0.31.7.0.255"};

  private record Meter(String serialNumber, String address, String model) {}

  private final List<Meter> meters;
  private final int port;
  private final Keys keys;
  private final GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
  private final GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
  private final List<Map.Entry<GXDLMSObject, Integer>> question = new ArrayList<>();
  private final GXDateTime from;
  private final GXDateTime to;
  private final Map<String, Long> counters = new ConcurrentHashMap<>();
  private final LongAdder sessions = new LongAdder();
  private final LongAdder values = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private volatile boolean stop;

  private BareLoop(Path file, int port, Keys keys, Instant from, Instant to) throws IOException {
    this.port = port;
    this.keys = keys;
    this.from = new GXDateTime(Date.from(from));
    this.to = new GXDateTime(Date.from(to));
    meters = Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")).map(cells -> new Meter(cells[0], cells[1], cells[2]))
      .toList();
    question.add(new SimpleImmutableEntry<>(clock, 2));
    for (String register : REGISTERS)
      question.add(new SimpleImmutableEntry<>(new GXDLMSRegister(register), 2));
    profile.getCaptureObjects().add(new SimpleImmutableEntry<>(clock, new GXDLMSCaptureObject(2, 0)));
    profile.getCaptureObjects().add(new SimpleImmutableEntry<>(new GXDLMSData("0.0.96.10.1.255"), new GXDLMSCaptureObject(2, 0)));
    for (String column : new String[]{"1.0.1.29.0.255", "1.0.2.29.0.255"})
      profile.getCaptureObjects().add(new SimpleImmutableEntry<>(new GXDLMSRegister(column), new GXDLMSCaptureObject(2, 0)));
  }

  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    PrintStream out = System.out;
    var loop = new BareLoop(Path.of(args[0]), Integer.parseInt(args[1]),
      new Keys(HexFormat.of().parseHex(System.getenv("FLEET_MASTER_SECRET"))), Instant.parse(args[2]), Instant.parse(args[3]));
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      out.println(
        loop.run(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4])));
    }
  }

  private String run(String model, int first, int count, long warm_ms, long measure_ms) throws InterruptedException {
    stop = false;
    List<Meter> some = meters.stream().filter(meter -> meter.model().equals(model)).skip(first).limit(count).toList();
    var once = new CountDownLatch(some.size());
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Meter meter : some)
        threads.execute(() -> repeat(meter, once));
      Thread.sleep(warm_ms);
      once.await(60, TimeUnit.SECONDS);
      long[] before = {sessions.sum(), values.sum(), System.nanoTime(), system.getProcessCpuTime(), failures.sum()};
      Thread.sleep(measure_ms);
      long[] after = {sessions.sum(), values.sum(), System.nanoTime(), system.getProcessCpuTime(), failures.sum()};
      stop = true;
      var answer = new StringBuilder();
      for (int i = 0; i < after.length; i++)
        answer.append(i == 0 ? "" : " ").append(after[i] - before[i]);
      return answer.toString();
    }
  }

  private void repeat(Meter meter, CountDownLatch once) {
    while (!stop) {
      try {
        values.add(session(meter));
        sessions.increment();
      } catch (Exception failed) {
        failures.increment();
      }
      once.countDown();
    }
  }

  private int session(Meter meter) throws Exception {
    boolean ciphered = !meter.model().equals("ML4");
    if (ciphered && !counters.containsKey(meter.serialNumber())) {
      try (Line line = new Line(meter.address(), port,
        proposing(new GXDLMSClient(true, 16, 1, Authentication.NONE, null, InterfaceType.WRAPPER)))) {
        line.associate();
        GXReplyData reply = line.exchange(line.codec.read("0.0.43.1.0.255", ObjectType.DATA, 2));
        counters.put(meter.serialNumber(), ((Number) reply.getValue()).longValue() + 1);
        line.exchange(line.codec.releaseRequest());
      }
    }
    GXDLMSClient codec = ciphered ? ciphered(meter) : plain(meter);
    try (Line line = new Line(meter.address(), port, codec)) {
      line.associate();
      int got = 0;
      for (byte[] request : codec.readList(question))
        got += ((List<?>) line.exchange(new byte[][]{request}).getValue()).size() - 1;
      line.exchange(codec.read(clock, 2));
      got += 2 * ((List<?>) line.exchange(codec.readRowsByRange(profile, from, to)).getValue()).size();
      line.exchange(codec.releaseRequest());
      return got;
    } finally {
      if (codec instanceof GXDLMSSecureClient secure) counters.put(meter.serialNumber(), secure.getCiphering().getInvocationCounter());
    }
  }

  private GXDLMSClient plain(Meter meter) {
    GXDLMSClient codec = proposing(new GXDLMSClient(true, 2, 1, Authentication.LOW, null, InterfaceType.WRAPPER));
    codec.setPassword(keys.password(meter.serialNumber()));
    return codec;
  }

  private GXDLMSClient ciphered(Meter meter) {
    GXDLMSSecureClient codec = proposing(new GXDLMSSecureClient(true, 1, 1, Authentication.HIGH_GMAC, null, InterfaceType.WRAPPER));
    codec.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
    codec.getCiphering().setSystemTitle("BARELOOP".getBytes(StandardCharsets.US_ASCII));
    codec.getCiphering().setBlockCipherKey(keys.encryption(meter.serialNumber()));
    codec.getCiphering().setAuthenticationKey(keys.authentication(meter.serialNumber()));
    codec.getCiphering().setInvocationCounter(counters.get(meter.serialNumber()));
    return codec;
  }

  private static <C extends GXDLMSClient> C proposing(C codec) {
    codec.setMaxReceivePDUSize(61_440);
    return codec;
  }

  /** A socket, a buffer and the codec. */
  private static final class Line implements AutoCloseable {
    private static final int PATIENCE_ms = 10_000;
    final GXDLMSClient codec;
    private final Socket socket;
    private final InputStream in;
    private byte[] buffer = new byte[2048];
    private int filled;

    Line(String address, int port, GXDLMSClient codec) throws IOException {
      this.codec = codec;
      socket = new Socket(address, port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_ms);
      in = socket.getInputStream();
    }

    void associate() throws Exception {
      codec.parseAareResponse(exchange(codec.aarqRequest()).getData());
      if (codec.getAuthentication().getValue() > Authentication.LOW.getValue())
        codec.parseApplicationAssociationResponse(exchange(codec.getApplicationAssociationRequest()).getData());
    }

    GXReplyData exchange(byte[][] requests) throws Exception {
      GXReplyData reply = new GXReplyData();
      for (byte[] request : requests) {
        reply.clear();
        send(request, reply);
        while (reply.isMoreData())
          send(codec.receiverReady(reply), reply);
      }
      return reply;
    }

    private void send(byte[] request, GXReplyData reply) throws Exception {
      socket.getOutputStream().write(request);
      codec.getData(new GXByteBuffer(frame()), reply, null);
      if (reply.getError() != 0) throw new IOException("data-access-result " + reply.getError());
    }

    /** The next frame: one question is out at a time, so the buffer never holds more. */
    private byte[] frame() throws IOException {
      filled = 0;
      int length = 8;
      while (filled < length) {
        int got = in.read(buffer, filled, buffer.length - filled);
        if (got < 0) throw new IOException("closed");
        filled += got;
        if (filled >= 8) length = 8 + ((buffer[6] & 0xFF) << 8 | buffer[7] & 0xFF);
        if (length > buffer.length) buffer = Arrays.copyOf(buffer, length);
      }
      return Arrays.copyOf(buffer, filled);
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }
}
