package meridian.dlms;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import meridian.adapter.AdapterListener;
import meridian.adapter.AdapterListener.NotAccepted;
import meridian.adapter.DeviceEvent;

/**
 * Hears pushes on UDP and TCP. One task empties the UDP socket, one accepts, one reads each connection; all put what they hear
 * into one bounded queue, and the caller of {@link #run} hands it to the hub's listener, as many at once as are waiting. A full
 * queue slows the connections and leaves datagrams in the kernel's buffer.
 */
final class PushListener implements Closeable {
  private static final int DATA_NOTIFICATION_CONFIRM = 0x10;
  private static final int LONGEST_PUSH = 2048;
  private static final int UDP_BUFFER = 8 << 20;
  private static final int BACKLOG = 1024;
  private final Settings settings;
  private final PushLog log;
  private final Optional<DatagramChannel> udp;
  private final Optional<ServerSocket> tcp;
  private final BlockingQueue<Arrival> queue;
  private final Semaphore connections;
  private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<IOException> failure = new CompletableFuture<>();
  private volatile boolean closed;

  /** @param accepted told the push that may be acknowledged; empty when it may not be; {@link Trouble} when it is none */
  private record Arrival(byte[] apdu, String sender, CompletableFuture<Optional<Push>> accepted) {}

  private static final CompletableFuture<Optional<Push>> NOBODY_ASKS = CompletableFuture.completedFuture(Optional.empty());
  private static final Arrival WAKE_UP = new Arrival(new byte[0], "", NOBODY_ASKS);

  private PushListener(Settings settings, PushLog log, Optional<DatagramChannel> udp, Optional<ServerSocket> tcp) {
    this.settings = settings;
    this.log = log;
    this.udp = udp;
    this.tcp = tcp;
    this.queue = new ArrayBlockingQueue<>(settings.push().queue());
    this.connections = new Semaphore(settings.push().connections());
  }

  /** @throws IOException names the setting whose port cannot be had */
  static PushListener bind(Settings settings, PushLog log) throws IOException {
    var udpAddress = settings.push().udp();
    var tcpAddress = settings.push().tcp();
    if (udpAddress.isEmpty() && tcpAddress.isEmpty()) throw new IOException("nothing to listen on: set push.udp or push.tcp");
    Optional<DatagramChannel> udp = udpAddress.isPresent() ? Optional.of(datagrams(udpAddress.get())) : Optional.empty();
    try {
      return new PushListener(settings, log, udp, tcpAddress.isPresent()
        ? Optional.of(server(tcpAddress.get()))
        : Optional.empty());
    } catch (IOException e) {
      if (udp.isPresent()) udp.get().close();
      throw e;
    }
  }

  private static DatagramChannel datagrams(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, UDP_BUFFER);
      return channel.bind(address);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException("push.udp: cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static ServerSocket server(InetSocketAddress address) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address, BACKLOG);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw new IOException("push.tcp: cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  int udpPort() throws IOException { return udp.isPresent() ? ((InetSocketAddress) udp.get().getLocalAddress()).getPort() : -1; }

  int tcpPort() { return tcp.map(ServerSocket::getLocalPort).orElse(-1); }

  /**
   * Listens until closed or interrupted. Blocks.
   *
   * @throws IOException when a socket failed, or {@code threads} has no thread for it
   */
  void run(AdapterListener listener, Executor threads) throws IOException, InterruptedException {
    try {
      udp.ifPresent(channel -> threads.execute(() -> hearDatagrams(channel)));
      tcp.ifPresent(server -> threads.execute(() -> acceptConnections(server, threads)));
      Gcm gcm = new Gcm();
      List<Arrival> batch = new ArrayList<>();
      while (!closed) {
        batch.add(queue.take());
        queue.drainTo(batch, settings.push().batch() - 1);
        deliver(batch, listener, gcm);
        batch.clear();
      }
    } catch (RejectedExecutionException e) {
      throw new IOException("no thread to listen with", e);
    } finally {
      close();
      for (Arrival arrival = queue.poll(); arrival != null; arrival = queue.poll())
        arrival.accepted().complete(Optional.empty());
    }
    if (failure.isDone()) throw failure.join();
  }

  private record Sound(Arrival arrival, Push push) {}

  private void deliver(List<Arrival> batch, AdapterListener listener, Gcm gcm) throws InterruptedException {
    Map<String, PushLog.Heard> pending = new HashMap<>();
    List<Sound> sound = new ArrayList<>(batch.size());
    List<DeviceEvent> events = new ArrayList<>(batch.size());
    try {
      for (Arrival arrival : batch)
        if (arrival != WAKE_UP) sort(arrival, gcm, pending, sound, events);
      if (!events.isEmpty()) listener.events(events);
      log.accept(pending);
      for (Sound one : sound)
        one.arrival().accepted().complete(Optional.of(one.push()));
    } catch (NotAccepted _) {
      // The hub knows why; the devices find out by the missing acknowledgement and send again.
    } finally {
      for (Arrival arrival : batch)
        arrival.accepted().complete(Optional.empty());
    }
  }

  /**
   * Puts what is to be told into {@code events}, what is to be acknowledged into {@code sound}, and drops and counts the rest.
   */
  private void sort(Arrival arrival, Gcm gcm, Map<String, PushLog.Heard> pending, List<Sound> sound, List<DeviceEvent> events) {
    try {
      Push push = Push.read(arrival.apdu(), arrival.sender(), settings.keys(), gcm, settings.clock());
      if (!push.ciphered() && !settings.push().plain()) {
        log.refused.increment();
        return;
      }
      switch (log.judge(push, pending)) {
        case FRESH -> {
          events.addAll(push.events());
          sound.add(new Sound(arrival, push));
        }
        case REPEATED -> {
          log.repeated.increment();
          sound.add(new Sound(arrival, push));
        }
        case REFUSED -> log.refused.increment();
      }
    } catch (Trouble trouble) {
      log.garbage.increment();
      arrival.accepted().completeExceptionally(trouble);
    }
  }

  private void hearDatagrams(DatagramChannel channel) {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST_PUSH + Wire.HEADER + 1);
    try {
      while (!closed) {
        buffer.clear();
        InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer);
        Optional<byte[]> apdu = apdu(buffer.array(), buffer.position());
        if (apdu.isEmpty()) log.garbage.increment();
        else
          enqueue(new Arrival(apdu.get(), sender.getAddress().getHostAddress(), NOBODY_ASKS));
      }
    } catch (IOException e) {
      fail(e);
    } catch (InterruptedException e) {
      fail(new IOException("the task that reads datagrams was interrupted", e));
    }
  }

  /** Waits for room; gives up when the listener is closed. */
  private void enqueue(Arrival arrival) throws InterruptedException {
    while (!queue.offer(arrival, 100, TimeUnit.MILLISECONDS))
      if (closed) break;
    if (closed) arrival.accepted().complete(Optional.empty());
  }

  /** The APDU of a datagram that is one whole wrapper frame. */
  private static Optional<byte[]> apdu(byte[] datagram, int size) {
    if (size <= Wire.HEADER || size > LONGEST_PUSH + Wire.HEADER) return Optional.empty();
    boolean version = datagram[0] == 0 && datagram[1] == 1;
    int length = (datagram[6] & 0xFF) << 8 | datagram[7] & 0xFF;
    return version && length == size - Wire.HEADER
      ? Optional.of(Arrays.copyOfRange(datagram, Wire.HEADER, size))
      : Optional.empty();
  }

  private void acceptConnections(ServerSocket server, Executor threads) {
    try {
      while (!closed) {
        Socket socket = server.accept();
        if (!connections.tryAcquire()) {
          log.turnedAway.increment();
          socket.close();
          continue;
        }
        connected.add(socket);
        try {
          threads.execute(() -> hearConnection(socket));
        } catch (RejectedExecutionException _) {
          log.turnedAway.increment();
          hangUp(socket);
        }
        if (closed) hangUp(socket);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void hearConnection(Socket socket) {
    try {
      String sender = socket.getInetAddress().getHostAddress();
      Wire wire = new Wire(socket, 0, LONGEST_PUSH);
      while (!closed) {
        Wire.Frame frame = wire.next(System.nanoTime() + settings.push().readTimeout().toNanos());
        Arrival arrival = new Arrival(frame.apdu().take(frame.apdu().left()), sender, new CompletableFuture<>());
        enqueue(arrival);
        Optional<Push> accepted = arrival.accepted().get();
        if (accepted.isPresent()) confirm(wire, frame, accepted.get());
      }
    } catch (Trouble trouble) {
      if (trouble.kind() == Trouble.Kind.GARBLED) log.garbage.increment();
    } catch (IOException | InterruptedException | ExecutionException _) {
      // The device went, or the listener closes; what was not acknowledged comes again.
    } finally {
      hangUp(socket);
    }
  }

  private static void confirm(Wire wire, Wire.Frame frame, Push push) throws IOException {
    Writer answer = new Writer().u16(1).u16(frame.destination()).u16(frame.source()).u16(6);
    answer.u8(DATA_NOTIFICATION_CONFIRM).u32(push.invokeId()).u8(0);
    wire.send(answer.octets(), answer.size());
  }

  private void hangUp(Socket socket) {
    if (connected.remove(socket)) connections.release();
    closeQuietly(socket);
  }

  private void fail(IOException e) {
    if (closed) return;
    failure.complete(e);
    close();
  }

  @Override
  public void close() {
    closed = true;
    udp.ifPresent(PushListener::closeQuietly);
    tcp.ifPresent(PushListener::closeQuietly);
    connected.forEach(this::hangUp);
    // Wakes the caller of run, unless it is awake.
    queue.offer(WAKE_UP);
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way, and nobody could act on it.
    }
  }
}
