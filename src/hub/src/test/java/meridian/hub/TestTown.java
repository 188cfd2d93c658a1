package meridian.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import meridian.cim.grid.GridWriter;
import meridian.hub.demo.FleetProcess;
import meridian.hub.demo.town.FleetFile;
import meridian.hub.demo.town.Town;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;

/**
 * A town of simulated meters that outlives the hub, the settings of a hub for it, and a client of that hub which shares no class with it.
 * Ports stay the same from start to start.
 */
final class TestTown implements AutoCloseable {
  private static final String SECRET = "5ec2e7".repeat(10) + "0000";
  final Path folder;
  final Grid grid;
  final ScaledClock clock;
  final FleetProcess fleet;
  final int consolePort = HubProcess.freePort();
  final int soapPort = HubProcess.freePort();
  final int jmsPort = HubProcess.freePort();
  private final int meterPort = HubProcess.freePort();
  /** Where meters may call in over TCP. */
  final int callPort = HubProcess.freePort();
  private final String push = "127.0.0.1:" + HubProcess.freePort();
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param meters how many of the town's meters there are
   * @param speed of the town's clock
   */
  TestTown(Path folder, int meters, double speed) throws IOException {
    this.folder = folder;
    Grid whole = Town.generate(7);
    int every = whole.meters().size() / meters;
    List<Meter> some = IntStream.range(0, meters).mapToObj(i -> whole.meters().get(i * every)).toList();
    grid = new Grid(whole.substations(), whole.feeders(), whole.transformers(), whole.lines(), whole.switches(), whole.terminals(),
      whole.usagePoints(), some);
    try (OutputStream out = Files.newOutputStream(folder.resolve("town.xml"))) {
      GridWriter.write(grid, out);
    }
    Path list = folder.resolve("meters.csv");
    try (Writer out = Files.newBufferedWriter(list)) {
      FleetFile.write(grid, out);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    clock = new ScaledClock(now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(6)), now, speed);
    fleet = new FleetProcess(Path.of("../../adapters/fleet/target/fleet"), list, meterPort, "udp:" + push, clock, 7, SECRET,
      folder.resolve("fleet.log"));
  }

  /** Settings of a hub for this town, to which more may be added. */
  Map<String, Object> settings() {
    return new LinkedHashMap<>(Map.ofEntries(Map.entry("store.folder", folder.resolve("store")),
      Map.entry("jms.data", folder.resolve("broker")), Map.entry("hub.grid", folder.resolve("town.xml")),
      Map.entry("hub.plugins", "../../adapters/dlms/target/plugins"), Map.entry("clock.origin", clock.origin()),
      Map.entry("clock.real-origin", clock.realOrigin()), Map.entry("clock.speed", clock.speed()),
      Map.entry("adapters.dlms.push.udp", push), Map.entry("adapters.dlms.push.tcp", "127.0.0.1:" + callPort),
      Map.entry("adapters.dlms.port", meterPort),
      Map.entry("adapters.dlms.master-secret", SECRET), Map.entry("console.port", consolePort),
      Map.entry("soap.port", soapPort), Map.entry("jms.port", jmsPort)));
  }

  /** Has the hub tell these SOAP endpoints everything. */
  static void subscribe(Map<String, Object> settings, Map<String, String> urls, String patience) {
    urls.forEach((name, url) -> {
      settings.put("subscribers." + name + ".kind", "soap");
      settings.put("subscribers." + name + ".url", url);
      settings.put("subscribers." + name + ".patience", patience);
    });
  }

  String relay(Meter meter) throws IOException { return fleet.order("relay " + meter.serialNumber()); }

  List<String> groups() { return grid.feeders().stream().map((Feeder feeder) -> FleetFile.group(feeder)).toList(); }

  boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  String console(String path) throws IOException, InterruptedException { return get(path).body(); }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + consolePort + path)).timeout(Duration.ofSeconds(10)).build(),
      HttpResponse.BodyHandlers.ofString());
  }

  /** Submits a control over SOAP and returns what is answered. */
  String control(UUID messageId, Meter meter, String type, String replyAddress) throws IOException, InterruptedException {
    return soap("ExecuteEndDeviceControls",
      """
        <w:CreateEndDeviceControls xmlns:w="http://iec.ch/TC57/2011/EndDeviceControlsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
          <w:Header><m:Verb>create</m:Verb><m:Noun>EndDeviceControls</m:Noun><m:AsyncReplyFlag>true</m:AsyncReplyFlag>
            <m:ReplyAddress>%s</m:ReplyAddress><m:MessageID>%s</m:MessageID></w:Header>
          <w:Payload><EndDeviceControls xmlns="http://iec.ch/TC57/2011/EndDeviceControls#"><EndDeviceControl>
            <EndDeviceControlType ref="%s"/><EndDevices><mRID>%s</mRID></EndDevices>
          </EndDeviceControl></EndDeviceControls></w:Payload>
        </w:CreateEndDeviceControls>"""
        .formatted(replyAddress, messageId, type, meter.mrid()));
  }

  /** What the store holds of a meter, as GetMeterReadings answers. */
  String readings(Meter meter, Instant from, Instant to) throws IOException, InterruptedException {
    return soap("GetMeterReadings", """
      <w:GetMeterReadings xmlns:w="http://iec.ch/TC57/2011/GetMeterReadingsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
        <w:Header><m:Verb>get</m:Verb><m:Noun>MeterReadings</m:Noun><m:MessageID>%s</m:MessageID></w:Header>
        <w:Request><w:StartTime>%s</w:StartTime><w:EndTime>%s</w:EndTime>
          <GetMeterReadings xmlns="http://iec.ch/TC57/2011/GetMeterReadings#"><EndDevice><mRID>%s</mRID></EndDevice></GetMeterReadings>
        </w:Request>
      </w:GetMeterReadings>""".formatted(UUID.randomUUID(), from, to, meter.mrid()));
  }

  private String soap(String service, String message) throws IOException, InterruptedException {
    String body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>" + message + "</s:Body></s:Envelope>";
    return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + soapPort + "/cim/" + service))
      .header("Content-Type", "text/xml; charset=utf-8").header("SOAPAction", "\"\"").timeout(Duration.ofSeconds(10))
      .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** All matches of the pattern's first group. */
  static List<String> all(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  @Override
  public void close() {
    http.close();
    fleet.close();
  }
}
