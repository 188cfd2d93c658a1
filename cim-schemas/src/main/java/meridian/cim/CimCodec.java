package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.HeaderPeek;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
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
  private final Partners partners;
  /** Of notices. */
  private final Dialect unasked;
  private final Optional<OfficialSchemas> official;

  /** @param source Header.Source and issuerID of what we send */
  public CimCodec(CimLimits limits, Naming naming, String source) {
    this(limits, naming, source, false, Partners.NONE, Dialect.STANDARD, Optional.empty());
  }

  private CimCodec(CimLimits limits, Naming naming, String source, boolean compressing, Partners partners, Dialect unasked,
    Optional<OfficialSchemas> official) {
    this.limits = limits;
    this.naming = naming;
    this.source = source;
    this.compressing = compressing;
    this.partners = partners;
    this.unasked = unasked;
    this.official = official;
  }

  /** The same, for messages of these partners and others. */
  public CimCodec knowing(Partners known) {
    return new CimCodec(limits, naming, source, compressing, known, unasked, official);
  }

  /** The same, whose notices are in one partner's dialect. */
  public CimCodec towards(PartnerProfile partner) {
    return new CimCodec(limits, naming, source, compressing, partners, Dialect.of(partner), official);
  }

  /** The same, taking only what these schemas, as far as they know it, have nothing against either; each such message is read twice. */
  public CimCodec heldAgainst(OfficialSchemas theirs) {
    return new CimCodec(limits, naming, source, compressing, partners, unasked, Optional.of(theirs));
  }

  /** Whose speech is known. */
  public Partners partners() { return partners; }

  /** The same, but the payloads of its replies to queries go out in Compressed, as gzip in base64. */
  public CimCodec compressing() {
    return new CimCodec(limits, naming, source, true, partners, unasked, official);
  }

  /**
   * Reads one message and validates it against the schema. Takes either wrapping. Never reads more than {@code limits.bodyBytes}; does
   * not close the stream.
   *
   * @throws CimException when the message cannot be taken, also when the stream breaks off
   */
  public CimRequest decode(InputStream body) throws CimException {
    try {
      HeaderPeek peek = HeaderPeek.into(body, partners);
      return decode(peek.body(), peek.profile());
    } catch (IOException broken) {
      throw new CimException(ErrorCode.INVALID_MESSAGE.error("the message broke off while it was read"), Optional.empty(),
        Optional.empty());
    }
  }

  /** As {@link #decode(InputStream)}, of a partner whom the transport told. */
  public CimRequest decode(InputStream body, PartnerProfile partner) throws CimException {
    if (official.isEmpty()) return new Decoder(limits, partner).decode(body);
    var copy = new CopiedInput(body);
    CimRequest request = new Decoder(limits, partner).decode(copy);
    if (request instanceof CimRequest.Unserved) return request;
    List<CimError> complaints = official.get().complaints(copy.copy(), limits);
    if (complaints.isEmpty()) return request;
    throw new CimException(complaints.getFirst(), Optional.of(request.header()), Optional.of(request.wrapping()));
  }

  /** A reply without readings. */
  public byte[] encodeReply(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply) {
    var xml = new XmlBytes();
    EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, request, request.reply(messageId, timestamp, source));
    envelope.reply(reply);
    envelope.end();
    return request.dialect().of(xml.toByteArray());
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
    encode(request, wrapping, messageId, timestamp, reply, readings(request.dialect()), readings, out);
  }

  /** A reply to GetEndDeviceEvents, in the manner of {@link #encodeReadings}. */
  public void encodeEvents(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply,
    Consumer<Consumer<EndDeviceEvent>> events, OutputStream out) throws IOException {
    encode(request, wrapping, messageId, timestamp, reply, events(), events, out);
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
    encode(request, wrapping, messageId, timestamp, reply, objects(payload), objects, out);
  }

  /** How a payload is written to one message. */
  private record Parts<T>(Runnable open, Consumer<T> one, Runnable close) {}

  /** @param noun element of the payload */
  private record Written<T>(String noun, Function<XmlBytes, Parts<T>> to) {}

  private Written<MeterReading> readings(Dialect dialect) {
    return new Written<>("MeterReadings", xml -> {
      var payload = new PayloadWriter(xml, naming);
      return new Parts<>(payload::openReadings, reading -> payload.meterReading(dialect.of(reading)), payload::closeReadings);
    });
  }

  private Written<EndDeviceEvent> events() {
    return new Written<>("EndDeviceEvents", xml -> {
      var payload = new PayloadWriter(xml, naming);
      return new Parts<>(payload::openEvents, event -> payload.event(event, source), payload::closeEvents);
    });
  }

  private static Written<CimElement> objects(String payload) {
    return new Written<>(payload, xml -> {
      var writer = new ObjectWriter(xml, payload);
      return new Parts<>(writer::open, writer::object, writer::close);
    });
  }

  private <T> void encode(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply, Written<T> written,
    Consumer<Consumer<T>> source, OutputStream out) throws IOException {
    OutputStream theirs = request.dialect().into(out);
    var xml = new XmlBytes(theirs);
    try {
      EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, request, request.reply(messageId, timestamp, this.source));
      envelope.reply(reply);
      var sink = new PayloadSink<T>(envelope, xml, written, request.dialect());
      source.accept(sink);
      sink.end();
      envelope.end();
      xml.flush();
      if (theirs != out) theirs.flush();
    } catch (StreamFailed e) {
      throw e.getCause();
    }
  }

  /** Begins the payload with the first object. */
  private final class PayloadSink<T> implements Consumer<T> {
    private final EnvelopeWriter envelope;
    private final XmlBytes xml;
    private final Written<T> written;
    private final Dialect dialect;
    private @Nullable Parts<T> parts;
    private @Nullable OutputStream packing;
    private @Nullable OutputStream theirs;
    private @Nullable XmlBytes packed;

    PayloadSink(EnvelopeWriter envelope, XmlBytes xml, Written<T> written, Dialect dialect) {
      this.envelope = envelope;
      this.xml = xml;
      this.written = written;
      this.dialect = dialect;
    }

    @Override
    public void accept(T object) {
      if (parts == null) parts = begin();
      parts.one.accept(object);
    }

    private Parts<T> begin() {
      envelope.openPayload();
      if (compressing || dialect.profile().compressed()) {
        envelope.openCompressed(written.noun);
        try {
          packing = Compressed.into(xml);
        } catch (IOException e) {
          throw new StreamFailed(e);
        }
        theirs = dialect.into(packing);
        packed = new XmlBytes(theirs);
      }
      Parts<T> begun = written.to.apply(packed == null ? xml : packed);
      begun.open.run();
      return begun;
    }

    void end() throws IOException {
      if (parts == null) return;
      parts.close.run();
      if (packed != null && packing != null && theirs != null) {
        packed.flush();
        theirs.flush();
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
    Dialect dialect = dialect(notice);
    try {
      switch (notice.content()) {
        case Notice.Readings(var meterReadings) ->
          told(Verb.CREATED, notice, wrapping, correlationId, xml, readings(dialect), meterReadings);
        case Notice.Events(var events) -> told(Verb.CREATED, notice, wrapping, correlationId, xml, events(), events);
        case Notice.ControlReply(var commands) -> {
          Header reply = ControlReplies.header(notice, commands, source);
          EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, reply, reply);
          envelope.reply(ControlReplies.reply(commands));
          envelope.end();
        }
        case Notice.Objects(var verb, var noun, var objects) ->
          told(verb, notice, wrapping, correlationId, xml, objects(noun.text()), objects);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // All is in memory.
    }
    return dialect.of(xml.toByteArray());
  }

  private <T> void told(Verb verb, Notice notice, Wrapping wrapping, String correlationId, XmlBytes xml, Written<T> written,
    List<T> objects) throws IOException {
    EnvelopeWriter envelope = EnvelopeWriter.event(xml, wrapping,
      Header.of(verb, written.noun, notice.messageId().toString(), correlationId, notice.created(), source));
    var sink = new PayloadSink<T>(envelope, xml, written, dialect(notice));
    objects.forEach(sink);
    sink.end();
    envelope.end();
  }

  /** A final reply goes to whoever asked, in his profile's; the namespaces of his request are not kept for so long. */
  private Dialect dialect(Notice notice) {
    return notice.content() instanceof Notice.ControlReply(var commands) && unasked.isStandard()
      ? Dialect.of(partners.of(commands.getFirst().sender(), ""))
      : unasked;
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

  /** Last resort for input whose header cannot be read: FaultMessage, which has a Reply and no Header. */
  public byte[] encodeFault(CimError error) {
    var xml = new XmlBytes();
    EnvelopeWriter.fault(xml, error);
    return xml.toByteArray();
  }
}
