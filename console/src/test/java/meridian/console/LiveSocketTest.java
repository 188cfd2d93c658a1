package meridian.console;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.services.live.MeterState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The live channel over real sockets. */
class LiveSocketTest {
  private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
  private TestHub hub;
  private Console console;
  private Browser browser;

  private void start(int meters) throws IOException {
    hub = new TestHub(Town.of(meters, 2), InstantSource.system());
    console = Console.start(new ConsoleConfig("127.0.0.1", 0, Set.of(), 14, Duration.ofMinutes(5), 3, Optional.empty()), hub.parts());
    browser = new Browser(console);
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
    hub.close();
  }

  @Test
  void aChangeReachesEveryBrowser() throws Exception {
    start(12);
    hub.live.set(2, MeterState.SILENT);
    try (var one = browser.follow(); var two = browser.follow()) {
      for (var live : new Browser.Live[]{one, two}) {
        ByteBuffer snapshot = live.nextBinary();
        assertThat(snapshot.get(0)).isEqualTo((byte) 1);
        assertThat(snapshot.getInt(1)).isEqualTo(12);
        assertThat(snapshot.get(5 + 2)).isEqualTo((byte) MeterState.SILENT.ordinal());
      }
      long before = System.currentTimeMillis();
      hub.live.set(11, MeterState.OFF);
      for (var live : new Browser.Live[]{one, two}) {
        ByteBuffer delta = live.nextBinary();
        assertThat(delta.remaining()).isEqualTo(14);
        assertThat(delta.get(0)).isEqualTo((byte) 2);
        assertThat(delta.getDouble(1)).isBetween((double) before, (double) System.currentTimeMillis());
        assertThat(delta.getInt(9)).isEqualTo(11);
        assertThat(delta.get(13)).isEqualTo((byte) MeterState.OFF.ordinal());
        assertThat(live.nextOf("clock").getString("now")).endsWith("Z");
      }
    }
  }

  @Test
  void anotherSitesPageCannotFollowAndPlacesAreLimited() throws Exception {
    start(12);
    assertThatThrownBy(() -> browser.follow("http://evil.example")).isInstanceOf(CompletionException.class);
    assertThat(browser.firstLine("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n" + UPGRADE)).startsWith("HTTP/1.1 403");
    assertThat(browser.send(browser.to("/live").header("Origin", browser.origin)).statusCode()).isEqualTo(400);
    var followers = new Browser.Live[]{browser.follow(), browser.follow(), browser.follow()};
    for (var live : followers) {
      live.nextBinary();
    }
    assertThatThrownBy(() -> browser.follow()).isInstanceOf(CompletionException.class);
    for (var live : followers) {
      live.close();
    }
  }

  @Test
  void aBrowserThatStopsReadingGetsTheLatestStatesWhenItReadsAgain() throws Exception {
    int meters = 100_000;
    start(meters);
    try (var socket = new Socket(); var quick = browser.follow()) {
      quick.nextBinary();
      socket.setReceiveBufferSize(4_096);
      socket.setSoTimeout(10_000);
      socket.connect(new InetSocketAddress("127.0.0.1", console.port()));
      socket.getOutputStream().write(("GET /live HTTP/1.1\r\nHost: 127.0.0.1:" + console.port() + "\r\nOrigin: " + browser.origin
        + "\r\n" + UPGRADE).getBytes(StandardCharsets.ISO_8859_1));
      long sent = 0;
      for (int round = 0; sent < 8_000_000; round++) {
        MeterState state = round % 2 == 0 ? MeterState.OFF : MeterState.ON;
        for (int meter = 0; meter < meters; meter++) {
          hub.live.set(meter, state);
        }
        sent += quick.nextBinary().remaining();
      }
      hub.live.set(0, MeterState.TAMPERED);
      // The quick one got 8 MB. The slow one finds what the sockets' buffers held of it, and then the states as they are now.
      InputStream in = socket.getInputStream();
      readHead(in);
      long found = 0;
      byte[] message = new byte[0];
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (message.length != 5 + meters || message[5] != MeterState.TAMPERED.ordinal()) {
        assertThat(System.nanoTime()).as("no snapshot with the latest state came").isLessThan(deadline);
        message = readMessage(in);
        found += message.length;
      }
      assertThat(found).isLessThan(sent);
    }
  }

  private static void readHead(InputStream in) throws IOException {
    for (int newlines = 0; newlines < 2;) {
      int c = in.read();
      if (c == '\n') newlines++;
      else if (c != '\r') newlines = 0;
    }
  }

  /** The payload of the next whole message, text or binary; the server's frames are unmasked. */
  private static byte[] readMessage(InputStream in) throws IOException {
    byte[] message = new byte[0];
    while (true) {
      int head = in.read();
      long size = in.read();
      if (head < 0) throw new IOException("closed");
      if (size == 126) size = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xFFFF;
      else if (size == 127) size = ByteBuffer.wrap(in.readNBytes(8)).getLong();
      byte[] part = in.readNBytes((int) size);
      message = Arrays.copyOf(message, message.length + part.length);
      System.arraycopy(part, 0, message, message.length - part.length, part.length);
      if ((head & 0x80) != 0) return message;
    }
  }
}
