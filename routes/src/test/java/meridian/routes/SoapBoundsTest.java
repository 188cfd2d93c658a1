package meridian.routes;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.soap.SoapConfig;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The SOAP door under bad manners: each ends with an answer or a closed connection, soon. */
@Timeout(30)
class SoapBoundsTest {
  private static final SoapService GET = SoapService.GET_METER_READINGS;
  @TempDir
  Path data;

  @Test
  void aBodyThatIsTooLongGets413AndTheDoorStaysOpen() throws Exception {
    try (World world = World.open(data)) {
      String request = World.conversation("GetMeterReadings.now.request.xml");
      HttpResponse<String> answer = world.post(GET, request.replace("<get:Request>", "<get:Request>" + " ".repeat(100_000)));
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("MeterReadingsFaultMessage", "<code>3.1</code>", "65536 bytes");
      assertThat(world.post(GET, request).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSlowBodyIsCutOff() throws Exception {
    try (World world = World.open(data); Socket socket = connect(world)) {
      OutputStream out = socket.getOutputStream();
      out.write(("POST /cim/GetMeterReadings HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 60000\r\n\r\n<")
        .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      long begun = System.nanoTime();
      try (var drip = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> dripping = drip.submit(() -> {
          while (!Thread.currentThread().isInterrupted()) {
            out.write(' ');
            out.flush();
            Thread.sleep(100);
          }
          return null;
        });
        InputStream in = socket.getInputStream();
        byte[] answer = in.readNBytes(12);
        dripping.cancel(true);
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void hugeHeadersAreRefused() throws Exception {
    try (World world = World.open(data); Socket socket = connect(world)) {
      socket.getOutputStream().write(("POST /cim/GetMeterReadings HTTP/1.1\r\nHost: x\r\nX-Big: " + "y".repeat(20_000) + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 431");
    }
  }

  @Test
  void moreRequestsThanPlacesAreToldToComeLater() throws Exception {
    try (
      World world = World.open(data,
        config -> new RoutesConfig(config.soap(), config.jms(), config.source(), config.limits(), config.readings(), 2, 1,
          config.controlValidFor(), config.replyAddresses(), config.replyPatience(), config.partialSuccess()));
      var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      world.field.gate = new CountDownLatch(1);
      String request = World.conversation("GetMeterReadings.now.request.xml");
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        answers.add(clients.submit(() -> world.post(GET, request)));
      }
      Awaitility.await().until(() -> answers.stream().filter(Future::isDone).count() == 3);
      world.field.gate.countDown();
      int busy = 0;
      for (Future<HttpResponse<String>> answer : answers) {
        if (answer.get().body().contains("<code>3.2</code>")) busy++;
        else
          assertThat(answer.get().body()).contains("<value>1234.5</value>");
      }
      assertThat(busy).isEqualTo(3);
    }
  }

  @Test
  void anAnswerThatIsTooLongIsRefusedAsAWhole() throws Exception {
    try (World world = World.open(data, config -> config.withReadings(new GetMeterReadings.Limits(1000, 10, 2, 2)))) {
      int[] qualities = new int[1001];
      world.memory.readings
        .add(new MeterReading(World.meter(1), List.of(), List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
          java.time.Instant.parse("2026-02-28T00:15:00Z"), Duration.ofMinutes(15), new double[1001], qualities))));
      assertThat(world.post(GET, World.conversation("GetMeterReadings.stored.request.xml")).body())
        .contains("<code>3.1</code>", "shorter period")
        .doesNotContain("IntervalReadings");
      assertThat(world.post(GET, World.conversation("GetMeterReadings.now-some-silent.request.xml")).body()).contains("<code>3.1</code>",
        "from the field");
    }
  }

  @Test
  void aWrongOrMissingSoapActionIsNoTrouble() throws Exception {
    try (World world = World.open(data)) {
      String request = World.conversation("GetMeterReadings.now.request.xml");
      assertThat(world.post(GET, request, "\"http://example.org/Nonsense\"").statusCode()).isEqualTo(200);
      assertThat(world.post(GET, request, "").statusCode()).isEqualTo(200);
    }
  }

  /** Camel would copy the request's headers into the response. */
  @Test
  void noHeaderOfTheRequestComesBack() throws Exception {
    try (World world = World.open(data)) {
      HttpResponse<String> answer = world.post(GET, World.conversation("GetMeterReadings.now.request.xml"));
      assertThat(answer.headers().map().keySet()).isSubsetOf("content-type", "date", "content-length");
    }
  }

  @Test
  void everyExchangeIsInTheJournalWithItsOutcome() throws Exception {
    try (World world = World.open(data)) {
      world.post(GET, World.conversation("GetMeterReadings.now.request.xml"));
      world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, World.conversation("ExecuteEndDeviceControls.unknown-meter.request.xml"));
      world.post(GET, "<not-soap");
      assertThat(world.memory.exchanges).extracting(exchange -> exchange.direction() + " " + exchange.verb() + " " + exchange.outcome())
        .containsExactly(
          "IN get OK", "OUT reply OK", "IN create FAILED 2.4", "OUT reply FAILED 2.4", "IN  UNREADABLE 1.8", "OUT  UNREADABLE 1.8");
      assertThat(world.memory.exchanges.getFirst().devices()).containsExactly("MTR-1");
      assertThat(new String(world.memory.bodies.getLast(), StandardCharsets.UTF_8)).contains("FaultMessage");
      assertThat(world.memory.bodies.get(4)).isEqualTo("<not-soap".getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aPortInUseIsNamedWithItsKey() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var soap = new SoapConfig("127.0.0.1", taken.getLocalPort(), Duration.ofSeconds(2), 16, 1024, 8192, 64 << 10, 1 << 20);
      assertThatThrownBy(() -> World.open(data, config -> config.withSoap(soap))).hasMessageContaining("soap.port")
        .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
  }

  private static Socket connect(World world) throws Exception {
    URI url = URI.create(world.routes.soapUrl(GET));
    var socket = new Socket(url.getHost(), url.getPort());
    socket.setSoTimeout(15_000);
    return socket;
  }
}
