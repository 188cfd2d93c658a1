package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

import meridian.model.event.EndDeviceEvent;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.MeterReading;

/**
 * XML to model and back. Immutable, safe for concurrent callers. What it writes is UTF-8 without an XML declaration, ready for a SOAP
 * body.
 */
public final class CimCodec {
  private final CimLimits limits;
  private final Naming naming;
  private final String source;
  private final boolean compressing;

  /** @param source Header.Source and issuerID of what we send */
  public CimCodec(CimLimits limits, Naming naming, String source) {
    this(limits, naming, source, false);
  }

  private CimCodec(CimLimits limits, Naming naming, String source, boolean compressing) {
    this.limits = limits;
    this.naming = naming;
    this.source = source;
    this.compressing = compressing;
  }

  /** The same, but the payloads of its replies to queries go out in Compressed, as gzip in base64. */
  public CimCodec compressing() {
    return new CimCodec(limits, naming, source, true);
  }

  /**
   * Reads one message and validates it against the schema. Takes either wrapping. Never reads more than {@code limits.bodyBytes}; does
   * not close the stream.
   *
   * @throws CimException when the message cannot be taken, also when the stream breaks off
   */
  public CimRequest decode(InputStream body) throws CimException { return decode(body, reader -> reader); }

  /** @param dialect put between the parser and all who look at the message: names and namespaces are read through what it returns */
  CimRequest decode(InputStream body, UnaryOperator<XMLStreamReader2> dialect) throws CimException {
    return new Decoder(limits, dialect).decode(body);
  }

  /** A reply without readings. */
  public byte[] encodeReply(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply) {
    var xml = new XmlBytes();
    EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, request, request.reply(messageId, timestamp, source));
    envelope.reply(reply);
    envelope.end();
    return xml.toByteArray();
  }

  /**
   * A reply to GetMeterReadings. {@code readings} is called once, in this thread, with a sink to feed meter by meter; what it feeds is
   * written as it comes, so memory stays bounded by the largest block. The reply goes out before the readings and must be known first.
   * Without any reading there is no Payload. Does not close {@code out}.
   *
   * @throws IOException when {@code out} does; {@code readings} is then left by an UncheckedIOException out of the sink
   */
  public void encodeReadings(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply,
    Consumer<Consumer<MeterReading>> readings, OutputStream out) throws IOException {
    encode(request, wrapping, messageId, timestamp, reply, new Written<>("MeterReadings", xml -> {
      var payload = new PayloadWriter(xml, naming);
      return new Parts<MeterReading>(payload::openReadings, payload::meterReading, payload::closeReadings);
    }), readings, out);
  }

  /** A reply to GetEndDeviceEvents, in the manner of {@link #encodeReadings}. */
  public void encodeEvents(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply,
    Consumer<Consumer<EndDeviceEvent>> events, OutputStream out) throws IOException {
    encode(request, wrapping, messageId, timestamp, reply, new Written<>("EndDeviceEvents", xml -> {
      var payload = new PayloadWriter(xml, naming);
      return new Parts<EndDeviceEvent>(payload::openEvents, event -> payload.event(event, source), payload::closeEvents);
    }), events, out);
  }

  /**
   * A reply whose payload is {@code payload} (its element: {@code MeterConfig}) with the objects that {@code objects} feeds to its sink,
   * once, in this thread; written as they come. Each object's elements are put in the order of the profile's schema; what the profile has
   * no place for is left out. Without any object there is no Payload. Does not close {@code out}.
   *
   * @throws IOException when {@code out} does; {@code objects} is then left by an UncheckedIOException out of the sink
   * @throws IllegalArgumentException when there is no such payload, or it cannot have such an object
   */
  public void encodeObjects(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply, String payload,
    Consumer<Consumer<CimElement>> objects, OutputStream out) throws IOException {
    encode(request, wrapping, messageId, timestamp, reply, new Written<>(payload, xml -> {
      var writer = new ObjectWriter(xml, payload);
      return new Parts<CimElement>(writer::open, writer::object, writer::close);
    }), objects, out);
  }

  /** How a payload is written to one message. */
  private record Parts<T>(Runnable open, Consumer<T> one, Runnable close) {}

  /** @param noun element of the payload */
  private record Written<T>(String noun, Function<XmlBytes, Parts<T>> to) {}

  private <T> void encode(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply, Written<T> written,
    Consumer<Consumer<T>> source, OutputStream out) throws IOException {
    var xml = new XmlBytes(out);
    try {
      EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, request, request.reply(messageId, timestamp, this.source));
      envelope.reply(reply);
      var sink = new PayloadSink<T>(envelope, xml, written);
      source.accept(sink);
      sink.end();
      envelope.end();
      xml.flush();
    } catch (StreamFailed e) {
      throw e.getCause();
    }
  }

  /** Begins the payload with the first object. */
  private final class PayloadSink<T> implements Consumer<T> {
    private final EnvelopeWriter envelope;
    private final XmlBytes xml;
    private final Written<T> written;
    private @Nullable Parts<T> parts;
    private @Nullable OutputStream packing;
    private @Nullable XmlBytes packed;

    PayloadSink(EnvelopeWriter envelope, XmlBytes xml, Written<T> written) {
      this.envelope = envelope;
      this.xml = xml;
      this.written = written;
    }

    @Override
    public void accept(T object) {
      if (parts == null) parts = begin();
      parts.one.accept(object);
    }

    private Parts<T> begin() {
      envelope.openPayload();
      if (compressing) {
        envelope.openCompressed(written.noun);
        try {
          packing = Compressed.into(xml);
        } catch (IOException e) {
          throw new StreamFailed(e);
        }
        packed = new XmlBytes(packing);
      }
      Parts<T> begun = written.to.apply(packed == null ? xml : packed);
      begun.open.run();
      return begun;
    }

    void end() throws IOException {
      if (parts == null) return;
      parts.close.run();
      if (packed != null && packing != null) {
        packed.flush();
        packing.close();
        envelope.closeCompressed();
      }
      envelope.closePayload();
    }
  }

  /**
   * CreatedMeterReadings, CreatedEndDeviceEvents, or the final reply to a CreateEndDeviceControls. MessageID and Timestamp are the
   * notice's, so that the same notice gives the same bytes.
   */
  public byte[] encode(Notice notice, Wrapping wrapping) { return encode(notice, wrapping, ""); }

  /** The same, told because somebody asked. @param correlationId of the request; empty for none; the final reply to a control has its own */
  public byte[] encode(Notice notice, Wrapping wrapping, String correlationId) {
    var xml = new XmlBytes(expectedBytes(notice));
    switch (notice.content()) {
      case Notice.Readings(var meterReadings) -> {
        EnvelopeWriter envelope = created("MeterReadings", notice, wrapping, correlationId, xml);
        var payload = new PayloadWriter(xml, naming);
        payload.openReadings();
        meterReadings.forEach(payload::meterReading);
        payload.closeReadings();
        envelope.closePayload();
        envelope.end();
      }
      case Notice.Events(var events) -> {
        EnvelopeWriter envelope = created("EndDeviceEvents", notice, wrapping, correlationId, xml);
        var payload = new PayloadWriter(xml, naming);
        payload.openEvents();
        events.forEach(event -> payload.event(event, source));
        payload.closeEvents();
        envelope.closePayload();
        envelope.end();
      }
      case Notice.ControlReply(var commands) -> {
        Header reply = ControlReplies.header(notice, commands, source);
        EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, reply, reply);
        envelope.reply(ControlReplies.reply(commands));
        envelope.end();
      }
      case Notice.Objects(var verb, var noun, var objects) -> {
        EnvelopeWriter envelope = event(verb, noun.text(), notice, wrapping, correlationId, xml);
        var payload = new ObjectWriter(xml, noun.text());
        payload.open();
        objects.forEach(payload::object);
        payload.close();
        envelope.closePayload();
        envelope.end();
      }
    }
    return xml.toByteArray();
  }

  private static int expectedBytes(Notice notice) {
    long bytes = switch (notice.content()) {
      case Notice.Readings(var meterReadings) -> meterReadings.stream().mapToLong(reading -> 600 + 140L * reading.size()).sum();
      case Notice.Events(var events) -> 800L * events.size();
      case Notice.ControlReply(var commands) -> 300L * commands.size();
      case Notice.Objects(_, _, var objects) -> 2_000L * objects.size();
    };
    return (int) Math.min(bytes + 1_000, 64 << 20);
  }

  private EnvelopeWriter created(String noun, Notice notice, Wrapping wrapping, String correlationId, XmlBytes xml) {
    return event(Verb.CREATED, noun, notice, wrapping, correlationId, xml);
  }

  private EnvelopeWriter event(Verb verb, String noun, Notice notice, Wrapping wrapping, String correlationId, XmlBytes xml) {
    String messageId = notice.messageId().toString();
    EnvelopeWriter envelope = EnvelopeWriter.event(xml, wrapping,
      Header.of(verb, noun, messageId, correlationId, notice.created(), source));
    envelope.openPayload();
    return envelope;
  }

  /** Last resort for input whose header cannot be read: FaultMessage, which has a Reply and no Header. */
  public byte[] encodeFault(CimError error) {
    var xml = new XmlBytes();
    EnvelopeWriter.fault(xml, error);
    return xml.toByteArray();
  }
}
