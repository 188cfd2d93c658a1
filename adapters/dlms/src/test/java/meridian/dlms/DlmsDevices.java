package meridian.dlms;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.adapter.AdapterFactory;
import meridian.adapter.Device;
import meridian.adapter.RelayState;
import meridian.adapter.testkit.DeviceUnderTest;
import meridian.adapter.testkit.Misbehaviour;
import meridian.fleet.MeterModel;

/** Simulated meters for the contracts; the healthy one associates with HLS. */
final class DlmsDevices implements DeviceUnderTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private final TestFleet fleet = new TestFleet(MeterModel.MH4, MeterModel.ML4, MeterModel.MH4, MeterModel.ML4);
  private final List<ServerSocket> servers = new ArrayList<>();
  private final int pushPort = freePort();
  private int pushed;

  DlmsDevices() throws IOException {
    fleet.fleet.mute(fleet.device(1).serialNumber());
    fleet.fleet.half(fleet.device(2).serialNumber());
    fleet.fleet.garbage(fleet.device(3).serialNumber());
  }

  @Override
  public AdapterFactory factory() { return new DlmsFactory(); }

  @Override
  public Map<String, String> settings() { return Map.of("master-secret", TestFleet.SECRET, "push.tcp", "127.0.0.1:" + pushPort); }

  @Override
  public Set<String> secretSettings() { return Set.of("master-secret"); }

  @Override
  public Device healthy() { return fleet.device(0); }

  @Override
  public Optional<Device> misbehaving(Misbehaviour how) {
    return Optional.of(switch (how) {
      case ABSENT -> new Device("MRD0000000000001", "127.0.0.1:" + freePort(), "ML4");
      case SILENT -> fleet.device(1);
      case HALF_ANSWER -> fleet.device(2);
      case NOISE -> fleet.device(3);
      case TRICKLE -> new Device("MRD0000000000001", "127.0.0.1:" + trickling(), "ML4");
    });
  }

  private int trickling() {
    try {
      ServerSocket server = new ServerSocket(0, 8, LOOPBACK);
      servers.add(server);
      byte[] answer = FakeMeter.frame(2, FakeMeter.hex(FakeMeter.AARE));
      Thread.ofVirtual().start(() -> {
        try (Socket socket = server.accept(); OutputStream out = socket.getOutputStream()) {
          for (byte octet : answer) {
            out.write(octet);
            Thread.sleep(Duration.ofSeconds(60).dividedBy(answer.length));
          }
        } catch (IOException | InterruptedException over) {
          // The adapter has hung up.
        }
      });
      return server.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port on loopback", e);
    }
  }

  @Override
  public Instant profileFrom() { return TestFleet.ORIGIN.plus(Duration.ofHours(6)); }

  @Override
  public Instant profileTo() { return TestFleet.ORIGIN.plus(Duration.ofHours(30)); }

  @Override
  public Optional<RelayState> observedRelay() {
    return Optional.of(switch (fleet.fleet.relay(healthy().serialNumber())) {
      case 0 -> RelayState.DISCONNECTED;
      case 1 -> RelayState.CONNECTED;
      default -> RelayState.READY_FOR_RECONNECTION;
    });
  }

  @Override
  public boolean push(Duration patience) throws Exception {
    byte[] frame = new TestPush(healthy().serialNumber()).code(44).invokeId(++pushed).sealed(pushed);
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket(LOOPBACK, pushPort)) {
        socket.setSoTimeout((int) Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        socket.getOutputStream().write(frame);
        return new DataInputStream(socket.getInputStream()).readNBytes(14).length == 14;
      } catch (ConnectException nobodyListensYet) {
        Thread.sleep(50);
      } catch (java.net.SocketTimeoutException noAcknowledgement) {
        return false;
      }
    }
    return false;
  }

  @Override
  public boolean isThreadOfDevices(Thread thread) { return thread.getName().startsWith("fleet-"); }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers)
      server.close();
    fleet.close();
  }

  static int freePort() {
    try (var probe = new ServerSocket(0, 1, LOOPBACK)) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port on loopback", e);
    }
  }
}
