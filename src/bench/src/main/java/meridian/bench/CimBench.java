package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;

import meridian.cim.CimCodec;
import meridian.cim.CimLimits;
import meridian.cim.Naming;
import meridian.cim.Wrapping;
import meridian.cim.Wsdl;
import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/**
 * The codec on one core: messages out beside JAXB marshalling the same payload from a tree that stands ready (so JAXB is spared the mapping,
 * which our figure contains); a small control in, validated and mapped, beside the JDK's schema validation alone; bulk readings in, see
 * {@link DecodeBench}.
 */
final class CimBench implements Bench {
  private static final Duration WARM = Duration.ofMillis(1_500);
  private static final Duration MEASURE = Duration.ofSeconds(2);
  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> SCHEMAS = List.of("Message", "EndDeviceControls", "EndDeviceControlsMessage");

  private static final String CONTROL = """
    <w:CreateEndDeviceControls xmlns:w="http://iec.ch/TC57/2011/EndDeviceControlsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
      <w:Header><m:Verb>create</m:Verb><m:Noun>EndDeviceControls</m:Noun><m:MessageID>6f1f6f0e-3b52-4a51-9f55-1f3f9a5f0c11</m:MessageID></w:Header>
      <w:Payload><EndDeviceControls xmlns="http://iec.ch/TC57/2011/EndDeviceControls#"><EndDeviceControl>
        <reason>moved out</reason><EndDeviceControlType ref="3.31.0.23"/><EndDevices><Names><name>MTR-000001</name></Names></EndDevices>
      </EndDeviceControl></EndDeviceControls></w:Payload>
    </w:CreateEndDeviceControls>""";

  private static final class Names implements Naming {
    @Override
    public String nameOf(Mrid device) { return "MTR-000001"; }

    @Override
    public String usagePointOf(Mrid device) { return "UP-000001"; }
  }

  @Override
  public void run(Table table) throws Exception {
    var codec = new CimCodec(CimLimits.defaults(), new Names(), "bench");
    encode(table, codec, "MeterReadings of one meter's day", notice(new Notice.Readings(List.of(day(0)))), 196, "readings",
      JAXBContext.newInstance(meridian.bench.jaxb.readings.ObjectFactory.class));
    List<MeterReading> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(day(i));
    }
    encode(table, codec, "MeterReadings of 100 meters' day", notice(new Notice.Readings(many)), 19_600, "readings",
      JAXBContext.newInstance(meridian.bench.jaxb.readings.ObjectFactory.class));
    List<EndDeviceEvent> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      events
        .add(new EndDeviceEvent(Mrid.derivedFrom("event " + i), Mrid.derivedFrom("meter " + i), EndDeviceEventType.POWER_LOST, TIME, "", "",
          Map.of("vendorCode", "1")));
    }
    encode(table, codec, "100 EndDeviceEvents", notice(new Notice.Events(events)), 100, "events",
      JAXBContext.newInstance(meridian.bench.jaxb.events.ObjectFactory.class));
    decode(table, codec);
    DecodeBench.run(table, codec);
    table.note("one thread; ours with mapping and envelope, JAXB from a ready tree and without envelope");
  }

  private static void encode(Table table, CimCodec codec, String what, Notice notice, int items, String itemName, JAXBContext jaxb)
    throws Exception {
    byte[] message = codec.encode(notice, Wrapping.GENERIC);
    byte[] payload = payload(message);
    Object tree = jaxb.createUnmarshaller().unmarshal(new ByteArrayInputStream(payload));
    Marshaller marshaller = jaxb.createMarshaller();
    marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
    int marshalled = marshal(marshaller, tree, payload.length).length;
    double ours = perSecond(() -> codec.encode(notice, Wrapping.GENERIC));
    double theirs = perSecond(() -> marshal(marshaller, tree, payload.length));
    table.row("encode " + what + ", MB/s", ours * message.length / 1e6, theirs * marshalled / 1e6, "JAXB marshalling");
    table.row("encode " + what + ", " + itemName + "/s", ours * items, theirs * items, "JAXB marshalling");
  }

  private static byte[] marshal(Marshaller marshaller, Object tree, int size) throws JAXBException {
    var out = new ByteArrayOutputStream(size);
    marshaller.marshal(tree, out);
    return out.toByteArray();
  }

  /** What stands between {@code <Payload>} and {@code </Payload>}. */
  private static byte[] payload(byte[] message) {
    String text = new String(message, StandardCharsets.UTF_8);
    return text.substring(text.indexOf("<Payload>") + 9, text.indexOf("</Payload>")).getBytes(StandardCharsets.UTF_8);
  }

  private static void decode(Table table, CimCodec codec) throws Exception {
    byte[] control = CONTROL.getBytes(StandardCharsets.UTF_8);
    codec.decode(new ByteArrayInputStream(control));
    try (var scratch = Scratch.make("cim")) {
      Validator validator = validator(scratch);
      double ours = perSecond(() -> codec.decode(new ByteArrayInputStream(control)));
      double theirs = perSecond(() -> {
        validator.validate(new StreamSource(new ByteArrayInputStream(control)));
        return control;
      });
      table.row("decode one EndDeviceControl, validated, messages/s", ours, theirs, "JDK validation alone");
      table.row("decode one EndDeviceControl, validated, MB/s", ours * control.length / 1e6, theirs * control.length / 1e6,
        "JDK validation alone");
    }
  }

  private static Validator validator(Scratch scratch) throws Exception {
    for (String name : SCHEMAS) {
      try (InputStream in = Wsdl.schema(name + ".xsd")) {
        Files.copy(in, scratch.resolve(name + ".xsd"));
      }
    }
    Path root = scratch.resolve("EndDeviceControlsMessage.xsd");
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(new Source[]{new StreamSource(root.toFile())})
      .newValidator();
  }

  @FunctionalInterface
  private interface Work {
    Object once() throws Exception;
  }

  /** How often a second, on this thread, once warm. */
  private static double perSecond(Work work) throws Exception {
    run(work, WARM);
    return run(work, MEASURE);
  }

  private static double run(Work work, Duration time) throws Exception {
    long start_ns = System.nanoTime();
    long count = 0;
    while (System.nanoTime() - start_ns < time.toNanos()) {
      for (int i = 0; i < 10; i++) {
        if (work.once() == null) throw new IOException("nothing came out");
      }
      count += 10;
    }
    return count * 1e9 / (System.nanoTime() - start_ns);
  }

  private static Notice notice(Notice.Content content) { return new Notice(1, Mrid.derivedFrom("notice"), TIME, content); }

  private static MeterReading day(int meter) {
    List<Reading> registers = List
      .of(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_kWh, ReadingType.ACTIVE_POWER_kW,
        ReadingType.VOLTAGE_A_V)
      .stream().map(type -> new Reading(type, TIME, 1234.567 + meter, ReadingQuality.VALID)).toList();
    List<IntervalBlock> blocks = List.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh, ReadingType.ACTIVE_ENERGY_REVERSE_15MIN_kWh).stream()
      .map(CimBench::block).toList();
    return new MeterReading(Mrid.derivedFrom("meter " + meter), registers, blocks);
  }

  private static IntervalBlock block(ReadingType type) {
    var values = new double[96];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 400 + 100) / 1000.0;
    }
    var qualities = new int[96];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return new IntervalBlock(type, TIME.plus(Duration.ofMinutes(15)), Duration.ofMinutes(15), values, qualities);
  }
}
