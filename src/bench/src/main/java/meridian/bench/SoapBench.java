package meridian.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import meridian.cim.Wsdl;

/**
 * Small SOAP requests a second: a GetMeterReadings for one meter, the same bytes to the hub and to a bare Vert.x endpoint that unmarshals and
 * validates them, over the same number of connections that are kept open, in turns. Ours looks the meter up, does not know it, and answers so;
 * once without a journal, as the endpoint has none, and once as the whole hub, which keeps both messages.
 */
final class SoapBench implements Bench {
  static final String REQUEST = """
    <?xml version="1.0" encoding="UTF-8"?>
    <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:get="http://iec.ch/TC57/2011/GetMeterReadingsMessage"
        xmlns:msg="http://iec.ch/TC57/2011/schema/message" xmlns:gmr="http://iec.ch/TC57/2011/GetMeterReadings#">
      <soapenv:Header/>
      <soapenv:Body>
        <get:GetMeterReadings>
          <get:Header>
            <msg:Verb>get</msg:Verb>
            <msg:Noun>MeterReadings</msg:Noun>
            <msg:Timestamp>2026-03-02T00:00:00Z</msg:Timestamp>
            <msg:Source>MDM</msg:Source>
            <msg:MessageID>b1111111-1111-4111-8111-111111111111</msg:MessageID>
            <msg:CorrelationID>c1111111-1111-4111-8111-111111111111</msg:CorrelationID>
          </get:Header>
          <get:Request>
            <get:StartTime>2026-03-01T00:00:00Z</get:StartTime>
            <get:EndTime>2026-03-02T00:00:00Z</get:EndTime>
            <gmr:GetMeterReadings>
              <gmr:EndDevice><gmr:Names><gmr:name>MTR-000001</gmr:name></gmr:Names></gmr:EndDevice>
            </gmr:GetMeterReadings>
          </get:Request>
        </get:GetMeterReadings>
      </soapenv:Body>
    </soapenv:Envelope>
    """;
  static final String PATH = "/cim/GetMeterReadings";
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 64);
  private static final int WARM_s = 12;
  private static final int TURN_s = 4;
  private static final int TURNS = 3;

  @Override
  public void run(Table table) throws Exception {
    try (var scratch = Scratch.make("soap"); HubProcess hub = HubProcess.empty(scratch.resolve("hub"), Jvm.HUB_FLAGS);
      Jvm peer = Jvm.start(System.getProperty("java.class.path"), Jvm.HUB_FLAGS, SoapPeer.class.getName(), List.of(schemas(scratch).toString()),
        Map.of(), scratch.resolve("peer.log"));
      Jvm own = Jvm.start(System.getProperty("java.class.path"), flags(), SoapOwn.class.getName(), List.of(scratch.resolve("own").toString()),
        Map.of(), scratch.resolve("own.log"));
      Jvm load = Jvm.start(System.getProperty("java.class.path"), Jvm.HUB_FLAGS, SoapLoad.class.getName(), List.of(), Map.of(),
        scratch.resolve("load.log"))) {
      hub.awaitReady();
      int ownPort = Integer.parseInt(own.ask("port"));
      int peerPort = Integer.parseInt(peer.ask("port"));
      expect(hub.soapPort, "<code>2.4</code>");
      expect(ownPort, "<code>2.4</code>");
      expect(peerPort, "MTR-000001");
      rate(load, hub.soapPort, 16, WARM_s);
      rate(load, ownPort, 16, WARM_s);
      rate(load, peerPort, 16, WARM_s);
      for (int connections : CONNECTIONS) {
        double ours = 0;
        double unjournalled = 0;
        double theirs = 0;
        for (int turn = 0; turn < TURNS; turn++) {
          ours = Math.max(ours, rate(load, hub.soapPort, connections, TURN_s));
          unjournalled = Math.max(unjournalled, rate(load, ownPort, connections, TURN_s));
          theirs = Math.max(theirs, rate(load, peerPort, connections, TURN_s));
        }
        String over = connections == 1 ? " over 1 connection" : " over " + connections + " connections";
        table.row("requests/s" + over, unjournalled, theirs, "Vert.x, JAXB, XSD validation");
        table.row("the same by the whole hub, journalled" + over, ours, theirs, "Vert.x, JAXB, XSD validation");
      }
      hub.expectAlive();
      table.note("%,d bytes a request; best of %d turns of %d s each, in turns; the load comes from a JVM of its own on the same machine",
        REQUEST.length(), TURNS, TURN_s);
    }
  }

  /** {@code -Dsoap.jfr=FILE} has the JVM without a journal record itself. */
  private static List<String> flags() {
    String recording = System.getProperty("soap.jfr", "");
    if (recording.isEmpty()) return Jvm.HUB_FLAGS;
    return List.of(Jvm.HUB_FLAGS.get(0), Jvm.HUB_FLAGS.get(1), "-XX:StartFlightRecording=settings=profile,filename=" + recording);
  }

  private static double rate(Jvm load, int port, int connections, int seconds) throws IOException {
    return Double.parseDouble(load.ask(port + " " + connections + " " + seconds));
  }

  private static void expect(int port, String words) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
        .header("Content-Type", "text/xml").POST(HttpRequest.BodyPublishers.ofString(REQUEST)).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 || !answer.body().contains(words))
        throw new IOException("answered with " + answer.statusCode() + " " + answer.body());
    }
  }

  /** The schemas of this request as files, for the peer. */
  private static Path schemas(Scratch scratch) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("schemas"));
    for (String name : List.of("Message", "MeterReadings", "GetMeterReadings", "GetMeterReadingsMessage")) {
      try (InputStream in = Wsdl.schema(name + ".xsd")) {
        Files.copy(in, folder.resolve(name + ".xsd"));
      }
    }
    return folder;
  }
}
