package meridian.routes.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.apache.camel.impl.DefaultCamelContext;
import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.cim.CimCodec;
import meridian.cim.CimLimits;
import meridian.cim.ErrorCode;
import meridian.cim.Naming;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.Mrid;
import meridian.routes.message.Answer;
import meridian.routes.message.BulkMessage;
import meridian.routes.message.BulkService;
import meridian.routes.message.Desk;
import meridian.routes.message.Intake;
import meridian.routes.message.MessageStart;
import meridian.routes.soap.SoapConfig;
import meridian.routes.world.Memory;

import static org.assertj.core.api.Assertions.assertThat;

/** Readings that no memory holds: read as they come, at the pace of who reads them. */
@Timeout(60)
class StreamedBodiesTest {
  private static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String NAMESPACE = "http://iec.ch/TC57/2011/MeterReadings#";
  private static final String METER = "<r:MeterReading><r:Meter><r:mRID>%08d-0000-4000-8000-000000000000</r:mRID></r:Meter></r:MeterReading>\n";

  private final Memory memory = new Memory();
  private final Reader reader = new Reader();
  private HttpDoor door;

  @BeforeEach
  void open() throws Exception {
    var naming = new Naming() {
      @Override
      public String nameOf(Mrid device) { return ""; }

      @Override
      public String usagePointOf(Mrid device) { return ""; }
    };
    var desk = new Desk(new CimCodec(CimLimits.defaults(), naming, "meridian"), memory.journal(), InstantSource.system(), "meridian", 4);
    reader.desk = desk;
    door = HttpDoor.open(new SoapConfig("127.0.0.1", 0, Duration.ofSeconds(10), 16, 1024, 8192, 64 << 10, 80L << 20));
    door.serve(new Intake(_ -> desk.fault(ErrorCode.INVALID_NOUN.error("held whole")), reader, desk), desk, new DefaultCamelContext());
  }

  @AfterEach
  void close() {
    reader.gate.countDown();
    door.close();
  }

  /** Counts the elements of what it is given, and answers with their number, in the words of an error. */
  private static final class Reader implements BulkService {
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicLong meters = new AtomicLong();
    private Desk desk;

    @Override
    public boolean takes(MessageStart start) { return start.brings("MeterReadings"); }

    @Override
    public Answer take(BulkMessage message) throws IOException, InterruptedException {
      long events = 0;
      try {
        XMLStreamReader2 xml = StaxFactory.openFast(message.message(), XmlLimits.BULK);
        while (xml.hasNext()) {
          int event = xml.next();
          events++;
          if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("MeterReading")
            && NAMESPACE.equals(xml.getNamespaceURI())) {
            meters.incrementAndGet();
            begun.countDown();
            gate.await();
          }
        }
        return desk.fault(ErrorCode.NO_ERRORS.error(meters + " meters of a " + message.start().root()));
      } catch (XMLStreamException broken) {
        if (broken.getNestedException() instanceof IOException io) throw io;
        return desk.fault(ErrorCode.INVALID_MESSAGE.error("broken after " + events + " events"));
      }
    }
  }

  enum Wrapped {
    TYPED("ReceiveMeterReadings", "<s:Envelope xmlns:s='" + SOAP11 + "' xmlns:r='" + NAMESPACE + "'><s:Body>"
      + "<w:CreatedMeterReadings xmlns:w='http://iec.ch/TC57/2011/MeterReadingsMessage'><w:Header/><w:Payload><r:MeterReadings>\n",
      "</r:MeterReadings></w:Payload></w:CreatedMeterReadings></s:Body>\n</s:Envelope>\n", "CreatedMeterReadings"), //
    GENERIC("Generic",
      "<?xml version='1.0'?><s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header><a:b xmlns:a='urn:a'/></s:Header>"
        + "<s:Body><EventMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Verb>created</Verb><Noun>MeterReadings</Noun></Header>"
        + "<Payload><r:MeterReadings xmlns:r='" + NAMESPACE + "'>\n",
      "</r:MeterReadings></Payload></EventMessage></s:Body></s:Envelope>",
      "EventMessage"), //
    BARE("", "<?xml version='1.0'?><EventMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Verb>created</Verb>"
      + "<Noun>MeterReadings</Noun></Header><Payload><r:MeterReadings xmlns:r='" + NAMESPACE + "'>\n",
      "</r:MeterReadings></Payload></EventMessage>", "EventMessage");

    private final String path;
    private final String begin;
    private final String end;
    private final String root;

    Wrapped(String path, String begin, String end, String root) {
      this.path = path;
      this.begin = begin;
      this.end = end;
      this.root = root;
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFirstMetersAreReadBeforeTheLastAreSent(Wrapped wrapped) throws Exception {
    try (Sender sender = new Sender(wrapped.path, "")) {
      sender.chunk(wrapped.begin);
      for (int i = 0; i < 1_000; i++) {
        sender.chunk(METER.formatted(i));
      }
      assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 1_000; i++) {
        sender.chunk(METER.formatted(i));
      }
      sender.chunk(wrapped.end);
      assertThat(sender.finish()).contains("2000 meters of a " + wrapped.root);
      assertThat(memory.exchanges.getFirst().size()).isGreaterThan(2_000L * 100);
      assertThat(new String(memory.bodies.getFirst(), StandardCharsets.UTF_8)).startsWith(wrapped.begin);
    }
  }

  /** 64 MB find no room between them: the sender cannot be through before the reader goes on. */
  @Test
  void aReaderThatPausesMakesTheSenderWait() throws Exception {
    reader.gate = new CountDownLatch(1);
    try (Sender sender = new Sender("ReceiveMeterReadings", "")) {
      var sent = new CompletableFuture<Void>();
      Thread.ofVirtual().start(() -> {
        try {
          sender.chunk(Wrapped.TYPED.begin);
          String many = METER.formatted(1).repeat(640);
          for (int i = 0; i < 1_000; i++) {
            sender.chunk(many);
          }
          sender.chunk(Wrapped.TYPED.end);
          sent.complete(null);
        } catch (IOException e) {
          sent.completeExceptionally(e);
        }
      });
      assertThat(reader.begun.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(sent).isNotDone();
      reader.gate.countDown();
      sent.get(30, TimeUnit.SECONDS);
      assertThat(sender.finish()).contains("640000 meters");
      assertThat(memory.bodies.getFirst()).as("of what is long the journal keeps the beginning").hasSizeLessThanOrEqualTo(1 << 20);
      assertThat(memory.exchanges.getFirst().size()).isGreaterThan(60L << 20);
    }
  }

  @Test
  void readingsAreLongOnlySoFar() throws Exception {
    try (Sender sender = new Sender("ReceiveMeterReadings", "")) {
      sender.chunk(Wrapped.TYPED.begin);
      String many = METER.formatted(1).repeat(640);
      for (int i = 0; i < 1_400; i++) {
        sender.chunk(many);
      }
      sender.chunk(Wrapped.TYPED.end);
      assertThat(sender.finish()).startsWith("HTTP/1.1 413").contains("<code>3.1</code>", (80L << 20) + " bytes");
    }
  }

  /** All of it in a few kilobytes of zip. */
  @Test
  void whatIsZippedIsCountedUnzipped() throws Exception {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      zip.write(Wrapped.TYPED.begin.getBytes(StandardCharsets.UTF_8));
      byte[] many = METER.formatted(1).repeat(640).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 1_400; i++) {
        zip.write(many);
      }
    }
    try (Sender sender = new Sender("ReceiveMeterReadings", "Content-Encoding: gzip\r\n")) {
      sender.chunk(zipped.toByteArray());
      assertThat(sender.finish()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void whatComesBehindTheEnvelopeIsSeen() throws Exception {
    for (String end : List.of("</r:MeterReadings></w:Payload></w:CreatedMeterReadings><more/></s:Body></s:Envelope>",
      "</r:MeterReadings></w:Payload></w:CreatedMeterReadings></s:Body></x:Envelope>", "</r:MeterReadings></w:Payload>", "")) {
      try (Sender sender = new Sender("ReceiveMeterReadings", "")) {
        sender.chunk(Wrapped.TYPED.begin);
        for (int i = 0; i < 1_000; i++) {
          sender.chunk(METER.formatted(i));
        }
        sender.chunk(end);
        assertThat(sender.finish()).as(end).contains("<code>1.8</code>");
      }
    }
  }

  @Test
  void otherNounsAreNotReadOn() throws Exception {
    try (Sender sender = new Sender("ExecuteMeterConfig", "")) {
      sender.chunk(Wrapped.TYPED.begin.replace("CreatedMeterReadings", "CreateMeterConfig"));
      for (int i = 0; i < 1_000; i++) {
        sender.chunk(METER.formatted(i));
      }
      assertThat(sender.finish()).startsWith("HTTP/1.1 413").contains("65536 bytes");
      assertThat(reader.meters).hasValue(0);
    }
  }

  @Test
  void aSenderThatFallsSilentIsToldSo() throws Exception {
    door.close();
    var impatient = new SoapConfig("127.0.0.1", 0, Duration.ofMillis(300), 16, 1024, 8192, 64 << 10, 80L << 20);
    door = HttpDoor.open(impatient);
    door.serve(new Intake(_ -> reader.desk.fault(ErrorCode.INVALID_NOUN.error("held whole")), reader, reader.desk), reader.desk,
      new DefaultCamelContext());
    try (Sender sender = new Sender("ReceiveMeterReadings", "")) {
      sender.chunk(Wrapped.TYPED.begin);
      for (int i = 0; i < 1_000; i++) {
        sender.chunk(METER.formatted(i));
      }
      assertThat(sender.answer()).startsWith("HTTP/1.1 408");
    }
  }

  /** Chunked, on a bare socket. */
  private final class Sender implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    Sender(String service, String header) throws IOException {
      URI url = URI.create(door.url());
      socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(30_000);
      out = socket.getOutputStream();
      out.write(
        ("POST /cim/" + service + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
          + header + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    void chunk(String text) throws IOException {
      if (!text.isEmpty()) chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    void chunk(byte[] bytes) throws IOException {
      var chunk = new ByteArrayOutputStream(bytes.length + 16);
      chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunk.writeBytes(bytes);
      chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      out.write(chunk.toByteArray());
    }

    String finish() throws IOException {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return answer();
    }

    String answer() throws IOException {
      out.flush();
      try (InputStream in = socket.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    @Override
    public void close() throws IOException { socket.close(); }
  }
}
