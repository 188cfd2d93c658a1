package meridian.dlms;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterListener;
import meridian.adapter.Device;
import meridian.adapter.Line;

/** The configured adapter: what its lines share, and what is open. */
final class DlmsAdapter implements Adapter {
  private final Settings settings;
  private final Associator associator;
  private final Map<String, Model> models = Lru.ofMost(10_000);
  private final PushLog pushLog;
  /** Everything open: sockets of lines, connecting ones too, and listeners. */
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  DlmsAdapter(Settings settings) {
    this.settings = settings;
    this.associator = new Associator(settings, new SecureRandom());
    this.pushLog = new PushLog(settings.push().meters());
  }

  @Override
  public Line open(Device gateway) throws IOException, InterruptedException {
    InetSocketAddress address;
    try {
      address = HostPort.parse(gateway.address(), settings.port());
    } catch (IllegalArgumentException e) {
      throw new IOException(gateway.serialNumber() + ": " + e.getMessage(), e);
    }
    if (address.isUnresolved()) throw new IOException("no such host: " + address.getHostString());
    if (settings.associationOf(gateway.model()) == Association.HLS) pushLog.ciphers(gateway.serialNumber());
    Socket socket = new Socket();
    try {
      keep(socket);
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) settings.connectTimeout().toMillis());
      return new DlmsLine(this, gateway, new Wire(socket, settings.wPorts().server(), settings.longestApdu()));
    } catch (IOException e) {
      ended(socket);
      if (Thread.interrupted()) throw new InterruptedException("interrupted while connecting to " + address);
      throw e;
    }
  }

  @Override
  public void listen(AdapterListener listener, Executor threads) throws IOException, InterruptedException {
    PushListener ear = PushListener.bind(settings, pushLog);
    try {
      keep(ear);
      ear.run(listener, threads);
    } finally {
      ended(ear);
    }
  }

  private void keep(Closeable one) throws IOException {
    open.add(one);
    if (closed) throw new IOException("the adapter is closed");
  }

  void ended(Closeable one) {
    open.remove(one);
    try {
      one.close();
    } catch (IOException _) {
      // It is gone either way, and nobody could act on it.
    }
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(this::ended);
  }

  /** What listeners counted. */
  PushLog pushLog() { return pushLog; }

  /** The listeners at work. */
  List<PushListener> listeners() {
    return open.stream().filter(PushListener.class::isInstance).map(PushListener.class::cast).toList();
  }

  Settings settings() { return settings; }

  Associator associator() { return associator; }

  /** What is known of this device's model; of the device alone when the registry names no model. */
  Model model(Device device) {
    return models.computeIfAbsent(device.model().isEmpty() ? device.serialNumber() : device.model(), _ -> new Model());
  }
}
