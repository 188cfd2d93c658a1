package meridian.fleet;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSDisconnectControl;
import gurux.dlms.secure.GXDLMSSecureClient;
import org.junit.jupiter.api.Test;

import static meridian.fleet.World.ARMING;
import static meridian.fleet.World.HIGH;
import static meridian.fleet.World.LOW;
import static meridian.fleet.World.SECRETS;
import static meridian.fleet.World.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PushTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private final ManualClock clock = new ManualClock("2026-11-03T10:07:30Z");

  @Test
  void outageSendsLastGaspsTwiceDropsConnectionsAndRefusesNewOnes() throws Exception {
    try (DatagramSocket hub = new DatagramSocket(0, LOOPBACK);
      Fleet fleet = Fleet.start(config("udp", hub.getLocalPort()));
      Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      assertThat(fleet.outage("T1")).isEqualTo(2);
      assertThat(fleet.outage("T1")).isZero();
      List<byte[]> frames = receive(hub, 4);
      List<byte[]> plain = frames.stream().filter(f -> f[8] == 0x0f).toList();
      assertThat(plain).hasSize(2);
      assertThat(plain.get(0)).isEqualTo(plain.get(1));
      assertThat(body(new GXDLMSClient(true, 103, 1, Authentication.NONE, null, InterfaceType.WRAPPER), plain.getFirst()))
        .startsWith((Object) LOW.serialNumber().getBytes(StandardCharsets.US_ASCII)).endsWith((short) 1, (short) 0, (short) 0);
      List<byte[]> sealed = frames.stream().filter(f -> (f[8] & 0xff) == 0xdb).toList();
      assertThat(sealed).hasSize(2);
      assertThat(sealed).allSatisfy(f -> assertThat(body(secure(HIGH), f)).endsWith((short) 1, (short) 0, (short) 0));
      assertThatThrownBy(() -> client.register("1.0.1.8.0.255")).isInstanceOf(IOException.class);
      try (Client late = Client.open(fleet, HIGH)) {
        assertThatThrownBy(late::associate).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void restorationIsPushedAndTheOutageShowsInProfileAndLog() throws Exception {
    try (DatagramSocket hub = new DatagramSocket(0, LOOPBACK); Fleet fleet = Fleet.start(config("udp", hub.getLocalPort()))) {
      long before = fleet.register(LOW.serialNumber());
      fleet.outage("T1");
      receive(hub, 4);
      clock.advance(Duration.ofHours(2));
      assertThat(fleet.register(LOW.serialNumber())).isEqualTo(before);
      assertThat(fleet.restore("T1")).isEqualTo(2);
      byte[] restored = receive(hub, 4).stream().filter(f -> f[8] == 0x0f).findFirst().orElseThrow();
      assertThat(body(new GXDLMSClient(true, 103, 1, Authentication.NONE, null, InterfaceType.WRAPPER), restored)).endsWith((short) 2,
        (short) 0, (short) 0);
      clock.advance(Duration.ofMinutes(30));
      try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
        List<?> rows = client.profile(clock.instant().minus(Duration.ofHours(3)), clock.instant());
        assertThat(rows).hasSize(12);
        assertThat(rows.stream().map(r -> LowSecurityTest.wattHours(r, 1)).toList())
          .containsExactly(0L, 0L, 128L, 128L, 128L, 128L, 128L, 128L, 128L, 128L, 128L, 0L);
        assertThat(rows.subList(3, 10)).allSatisfy(r -> assertThat(LowSecurityTest.wattHours(r, 2)).isZero());
        assertThat(client.rows("0.0.99.98.0.255").stream().map(r -> LowSecurityTest.wattHours(r, 1)).toList()).containsExactly(1L, 2L);
      }
    }
  }

  @Test
  void overTcpAPushIsRepeatedUntilConfirmed() throws Exception {
    try (ServerSocket hub = new ServerSocket(0, 50, LOOPBACK);
      Fleet fleet = Fleet.start(config("tcp", hub.getLocalPort()), limits(20))) {
      hub.setSoTimeout(5000);
      fleet.coverOpen(HIGH.serialNumber());
      byte[] first;
      try (Socket call = hub.accept()) {
        assertThat(call.getInetAddress().getHostAddress()).isEqualTo(HIGH.address());
        first = frame(call);
      }
      byte[] second;
      try (Socket call = hub.accept()) {
        second = frame(call);
        call.getOutputStream().write(confirmation(1));
        assertThat(call.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(body(secure(HIGH), first)).endsWith((short) 0, (short) 44, (short) 0);
      assertThat(body(secure(HIGH), second).subList(3, 6)).isEqualTo(body(secure(HIGH), first).subList(3, 6));
      hub.setSoTimeout(200);
      assertThatThrownBy(hub::accept).isInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(fleet.pushes()).isEqualTo("sent 2 confirmed 1 failed 0");
    }
  }

  @Test
  void aPushNobodyConfirmsEndsAfterFiveAttempts() throws Exception {
    try (ServerSocket hub = new ServerSocket(0, 50, LOOPBACK);
      Fleet fleet = Fleet.start(config("tcp", hub.getLocalPort()), limits(5))) {
      hub.setSoTimeout(5000);
      fleet.coverClose(LOW.serialNumber());
      Set<String> contents = new HashSet<>();
      for (int i = 0; i < 5; i++) {
        try (Socket call = hub.accept()) {
          contents.add(Arrays.toString(frame(call)));
        }
      }
      assertThat(contents).hasSize(1);
      hub.setSoTimeout(100);
      assertThatThrownBy(hub::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void theButtonClosesAnArmedRelayAndTellsSo() throws Exception {
    try (DatagramSocket hub = new DatagramSocket(0, LOOPBACK);
      Fleet fleet = Fleet.start(config("udp", hub.getLocalPort()));
      Client client = Client.high(fleet, ARMING, SECRETS, 1).associate()) {
      assertThat(fleet.pressButton(ARMING.serialNumber())).isFalse();
      GXDLMSDisconnectControl relay = new GXDLMSDisconnectControl("0.0.96.3.10.255");
      client.act(relay, 1);
      assertThat(fleet.pressButton(ARMING.serialNumber())).isFalse();
      client.act(relay, 2);
      assertThat(fleet.pressButton(ARMING.serialNumber())).isTrue();
      assertThat(body(secure(ARMING), receive(hub, 1).getFirst())).endsWith((short) 0, (short) 0, (short) 61);
      assertThat(((Number) client.read(70, "0.0.96.3.10.255", 3)).intValue()).isEqualTo(1);
      assertThat(client.rows("0.0.99.98.2.255").stream().map(r -> LowSecurityTest.wattHours(r, 1)).toList()).containsExactly(62L, 59L, 61L);
    }
  }

  @Test
  void hundredsOfLastGaspsLeaveAtOnce() throws Exception {
    List<MeterSpec> many = IntStream.range(0, 900)
      .mapToObj(i -> new MeterSpec(MeterSpec.serialNumber(1_000_000_000_000L + i), "127.2." + i / 250 + "." + (i % 250 + 1),
        i % 2 == 0 ? MeterModel.ML4 : MeterModel.MH3, "FEEDER", 3000, 1))
      .toList();
    try (DatagramSocket hub = new DatagramSocket(0, LOOPBACK)) {
      hub.setReceiveBufferSize(4 << 20);
      FleetConfig config = new FleetConfig(many, 0, Optional.of(new PushTarget(true, "127.0.0.1", hub.getLocalPort())), clock, World.ORIGIN,
        7, World.MASTER);
      try (Fleet fleet = Fleet.start(config)) {
        fleet.outage("FEEDER");
        Set<String> senders = new HashSet<>();
        while (senders.size() < 900) {
          byte[] frame = receive(hub, 1).getFirst();
          senders.add(new String(frame, 8, frame.length - 8, StandardCharsets.ISO_8859_1).substring(0, 32));
        }
      }
    }
  }

  private FleetConfig config(String transport, int port) {
    return World.config(clock, Optional.of(PushTarget.parse(transport + ":127.0.0.1:" + port)));
  }

  private static Fleet.Limits limits(int pushDelay_ms) {
    return new Fleet.Limits(Duration.ofMillis(pushDelay_ms), Duration.ofMinutes(1), 100);
  }

  private static List<byte[]> receive(DatagramSocket hub, int count) throws IOException {
    hub.setSoTimeout(5000);
    List<byte[]> frames = new ArrayList<>();
    DatagramPacket packet = new DatagramPacket(new byte[512], 512);
    while (frames.size() < count) {
      packet.setLength(512);
      hub.receive(packet);
      frames.add(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
    return frames;
  }

  private static byte[] frame(Socket call) throws IOException {
    DataInputStream in = new DataInputStream(call.getInputStream());
    byte[] header = in.readNBytes(8);
    byte[] frame = Arrays.copyOf(header, 8 + (header[6] & 0xff) * 256 + (header[7] & 0xff));
    in.readFully(frame, 8, frame.length - 8);
    return frame;
  }

  private static byte[] confirmation(int number) { return new byte[]{0, 1, 0, 103, 0, 1, 0, 6, 0x10, (byte) 0xc0, 0, 0, (byte) number, 0}; }

  private static GXDLMSClient secure(MeterSpec meter) {
    GXDLMSSecureClient codec = new GXDLMSSecureClient(true, 103, 1, Authentication.NONE, null, InterfaceType.WRAPPER);
    codec.getCiphering().setSecurity(Security.AUTHENTICATION_ENCRYPTION);
    codec.getCiphering().setBlockCipherKey(SECRETS.encryptionKey(meter.serialNumber()));
    codec.getCiphering().setAuthenticationKey(SECRETS.authenticationKey(meter.serialNumber()));
    return codec;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> body(GXDLMSClient codec, byte[] frame) {
    GXReplyData notification = new GXReplyData();
    try {
      codec.getData(new GXByteBuffer(frame), new GXReplyData(), notification);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError("the notification does not open", e);
    }
    return (List<Object>) notification.getValue();
  }
}
