package meridian.fleet;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static meridian.fleet.World.HIGH;
import static meridian.fleet.World.LOW;
import static meridian.fleet.World.SECRETS;
import static meridian.fleet.World.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultTest {
  private final ManualClock clock = new ManualClock("2026-11-03T10:07:30Z");
  private Fleet fleet;

  @BeforeEach
  void start() { fleet = World.fleet(clock); }

  @AfterEach
  void stop() { fleet.close(); }

  @Test
  void muteAcceptsAndSaysNothing() throws Exception {
    fleet.mute(LOW.serialNumber());
    try (Client client = Client.low(fleet, LOW, password(LOW))) {
      client.socket.setSoTimeout(150);
      assertThatThrownBy(client::associate).isInstanceOf(SocketTimeoutException.class);
    }
    fleet.normal(LOW.serialNumber());
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      assertThat(client.register("1.0.1.8.0.255")).isPositive();
    }
  }

  @Test
  void halfAFrameThenSilence() throws Exception {
    fleet.half(LOW.serialNumber());
    try (Client client = Client.low(fleet, LOW, password(LOW))) {
      client.socket.setSoTimeout(150);
      client.socket.getOutputStream().write(client.codec.aarqRequest()[0]);
      byte[] header = client.socket.getInputStream().readNBytes(8);
      assertThat(header).hasSize(8);
      assertThatThrownBy(() -> client.socket.getInputStream().readNBytes(header[7])).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void garbageIsNoFrame() throws Exception {
    fleet.garbage(LOW.serialNumber());
    try (Client client = Client.low(fleet, LOW, password(LOW))) {
      client.socket.getOutputStream().write(client.codec.aarqRequest()[0]);
      assertThat(client.socket.getInputStream().readNBytes(2)).isNotEqualTo(new byte[]{0, 1});
    }
  }

  @Test
  void slowTakesItsTime() throws Exception {
    fleet.slow(LOW.serialNumber(), 120);
    try (Client client = Client.low(fleet, LOW, password(LOW))) {
      long begin = System.nanoTime();
      client.associate();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }
  }

  @Test
  void anUnknownAddressIsClosedAtOnce() throws Exception {
    try (Socket socket = new Socket("127.9.9.9", fleet.port())) {
      socket.setSoTimeout(5000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void noiseInValidFramesNeverBreaksAMeter() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      seeds.add(client.codec.aarqRequest()[0]);
      seeds.add(client.codec.read("1.0.99.1.0.255", gurux.dlms.enums.ObjectType.PROFILE_GENERIC, 2)[0]);
      seeds.add(HexFormat.of().parseHex("0001000200010040c001c100070100630100ff0201010204020412000809060000010000ff0f02120000"
        + "090c07ea0b01ff000000ff800000090c07ea0b02ff000000ff8000000100"));
    }
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
        byte[] frame = seeds.get(random.nextInt(seeds.size())).clone();
        for (int n = random.nextInt(4); n >= 0; n--)
          frame[8 + random.nextInt(frame.length - 8)] = (byte) random.nextInt();
        client.socket.getOutputStream().write(frame);
        assertThat(client.frame()).hasSizeGreaterThan(8);
      }
    }
    try (Client client = Client.low(fleet, LOW, password(LOW)).associate()) {
      assertThat(client.register("1.0.1.8.0.255")).isPositive();
    }
  }

  @Test
  void aFrameTooLongEndsTheConnection() throws Exception {
    try (Socket socket = new Socket(LOW.address(), fleet.port())) {
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(HexFormat.of().parseHex("000100020001ffff"));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void thePlainRequestInACipheredAssociationIsRefused() throws Exception {
    try (Client client = Client.high(fleet, HIGH, SECRETS, 1).associate()) {
      client.socket.getOutputStream().write(HexFormat.of().parseHex("000100010001000dc001c100030100010800ff0200"));
      assertThat(HexFormat.of().formatHex(client.frame())).endsWith("d80101");
    }
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    List<String> first = conversation();
    fleet.close();
    fleet = World.fleet(clock);
    assertThat(conversation()).isEqualTo(first);
  }

  private List<String> conversation() throws Exception {
    List<String> bytes = new ArrayList<>();
    try (Client low = Client.low(fleet, LOW, password(LOW)).associate(); Client high = Client.high(fleet, HIGH, SECRETS, 1)) {
      high.codec.setCtoSChallenge("0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      high.associate();
      for (Client client : List.of(low, high)) {
        client.register("1.0.1.8.0.255");
        client.register("1.0.32.7.0.255");
        client.profile(Instant.parse("2026-10-25T00:15:00Z"), Instant.parse("2026-10-26T00:00:00Z"));
        bytes.addAll(client.received);
      }
    } catch (IOException e) {
      throw new AssertionError("the conversation broke", e);
    }
    return bytes;
  }
}
