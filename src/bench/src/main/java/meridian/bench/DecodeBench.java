package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.Unmarshaller;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.aalto.stax.InputFactoryImpl;

import meridian.bench.jaxb.readings.MeterReadings;
import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.cim.Wsdl;
import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;

/**
 * MeterReadings in, on one core: the hub's reader, which checks and makes readings of what it reads, beside JAXB that only builds its tree, cursors
 * that only move, and a loop that only looks at each byte. Then a stream of a gigabyte in a JVM with a heap of 64 MB.
 */
final class DecodeBench {
  private static final int METERS = 500;
  private static final long STREAM_MB = 1_000;
  private static final Duration WARM = Duration.ofSeconds(3);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Duration MEASURE = Duration.ofSeconds(2);

  private DecodeBench() {}

  @FunctionalInterface
  private interface Work {
    long once() throws Exception;
  }

  static void run(Table table, CimCodec codec) throws Exception {
    byte[] days = message(codec, METERS, false);
    rows(table, "whole days", days);
    byte[] indented = new String(days, StandardCharsets.UTF_8).replace("><", ">\n      <").getBytes(StandardCharsets.UTF_8);
    rows(table, "days, indented", indented);
    rows(table, "quarter hours", message(codec, METERS * 12, true));
    heap(table);
  }

  private static byte[] message(CimCodec codec, int meters, boolean rounds) {
    List<MeterReading> readings = new ArrayList<>();
    for (int meter = 0; meter < meters; meter++) {
      readings.add(rounds ? Town.round(meter, 0, meter % 90) : Town.day(meter, 0));
    }
    return codec.encode(new Notice(1, Mrid.derivedFrom("notice"), Instant.EPOCH, new Notice.Readings(readings)), Wrapping.GENERIC);
  }

  private static void rows(Table table, String what, byte[] message) throws Exception {
    byte[] payload = payload(message);
    JAXBContext jaxb = JAXBContext.newInstance(meridian.bench.jaxb.readings.ObjectFactory.class);
    Unmarshaller unmarshaller = jaxb.createUnmarshaller();
    long values = CimFeed.decode(message).stream().mapToLong(MeterReading::size).sum();
    double ours = perSecond(() -> CimFeed.decode(message).size());
    double megabytes = message.length / 1e6;
    String decode = "decode " + what + ", MB/s";
    table.row(decode, ours * megabytes, perSecond(() -> whole(unmarshaller, payload)) * megabytes, "JAXB, whole document");
    table.row(decode, ours * megabytes, perSecond(() -> each(unmarshaller, message)) * megabytes, "JAXB, MeterReading by MeterReading");
    table.row(decode, ours * megabytes, perSecond(() -> cursor(new WstxInputFactory(), message)) * megabytes, "Woodstox cursor alone");
    table.row(decode, ours * megabytes, perSecond(() -> cursor(new InputFactoryImpl(), message)) * megabytes, "Aalto cursor alone");
    table.row(decode, ours * megabytes, perSecond(() -> scan(message)) * megabytes, "a loop that counts <");
    Validator validator = validator();
    table.row(decode, ours * megabytes, perSecond(() -> valid(validator, payload)) * megabytes, "JDK validation alone");
    table.row("decode " + what + ", readings/s", ours * values, "");
  }

  private static long whole(Unmarshaller unmarshaller, byte[] payload) throws Exception {
    return unmarshaller.unmarshal(new StreamSource(new ByteArrayInputStream(payload)), MeterReadings.class).getValue().getMeterReading()
      .size();
  }

  private static long each(Unmarshaller unmarshaller, byte[] message) throws Exception {
    XMLStreamReader reader = new InputFactoryImpl().createXMLStreamReader(new ByteArrayInputStream(message));
    long count = 0;
    while (reader.hasNext()) {
      while (reader.getEventType() == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("MeterReading")) {
        unmarshaller.unmarshal(reader, meridian.bench.jaxb.readings.MeterReading.class);
        count++;
      }
      if (reader.hasNext()) reader.next();
    }
    return count;
  }

  private static long cursor(XMLInputFactory factory, byte[] message) throws Exception {
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(message));
    long length = 0;
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.CHARACTERS) length += reader.getTextLength();
    }
    return length;
  }

  private static long scan(byte[] message) {
    long count = 0;
    for (byte b : message) {
      if (b == '<') count++;
    }
    return count;
  }

  private static long valid(Validator validator, byte[] payload) throws Exception {
    validator.validate(new StreamSource(new ByteArrayInputStream(payload)));
    return 1;
  }

  private static Validator validator() throws Exception {
    try (var scratch = Scratch.make("decode"); InputStream in = Wsdl.schema("MeterReadings.xsd")) {
      Files.copy(in, scratch.resolve("MeterReadings.xsd"));
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(scratch.resolve("MeterReadings.xsd").toFile())
        .newValidator();
    }
  }

  private static byte[] payload(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<MeterReadings "), text.indexOf("</Payload>")).getBytes(StandardCharsets.UTF_8);
  }

  /** How often a second of this thread's processor time, once warm: other programs and the collector's threads do not count. */
  private static double perSecond(Work work) throws Exception {
    run(work, WARM);
    return run(work, MEASURE);
  }

  private static double run(Work work, Duration time) throws Exception {
    long start_ns = THREADS.getCurrentThreadCpuTime();
    long count = 0;
    long used_ns = 0;
    while (used_ns < time.toNanos()) {
      if (work.once() == 0) throw new IOException("nothing came out");
      count++;
      used_ns = THREADS.getCurrentThreadCpuTime() - start_ns;
    }
    return count * 1e9 / used_ns;
  }

  private static void heap(Table table) throws Exception {
    try (var scratch = Scratch.make("heap");
      var child = Jvm.start(System.getProperty("java.class.path"), List.of("-Xmx64m", "-XX:+UseSerialGC"), DecodeStream.class.getName(),
        List.of(),
        Map.of(), scratch.resolve("log"))) {
      String[] answer = child.ask(String.valueOf(STREAM_MB)).split(" ");
      table.row("a stream of 1 GB in a heap of 64 MB, MB/s", Double.parseDouble(answer[0]), "");
      table.row("heap used at most meanwhile, MB", Double.parseDouble(answer[1]), "64");
    }
  }
}
