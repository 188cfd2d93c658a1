package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.HeaderPeek;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
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
  private final Partners partners;
  private final Dialect unasked;

  /** @param source Header.Source and issuerID of what we send */
  public CimCodec(CimLimits limits, Naming naming, String source) { this(limits, naming, source, Partners.NONE, Dialect.STANDARD); }

  private CimCodec(CimLimits limits, Naming naming, String source, Partners partners, Dialect unasked) {
    this.limits = limits;
    this.naming = naming;
    this.source = source;
    this.partners = partners;
    this.unasked = unasked;
  }

  /** The same, for messages of these partners and others. */
  public CimCodec knowing(Partners known) { return new CimCodec(limits, naming, source, known, unasked); }

  /** The same, whose notices are in one partner's dialect. */
  public CimCodec towards(PartnerProfile partner) { return new CimCodec(limits, naming, source, partners, Dialect.of(partner)); }

  /** Who is known, by name. */
  public Partners partners() { return partners; }

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
    return new Decoder(limits, partner).decode(body);
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
    OutputStream into = request.dialect().into(out);
    var xml = new XmlBytes(into);
    try {
      EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, request, request.reply(messageId, timestamp, source));
      envelope.reply(reply);
      var payload = new PayloadWriter(xml, naming);
      var sink = new Consumer<MeterReading>() {
        private boolean open;

        @Override
        public void accept(MeterReading reading) {
          if (!open) {
            envelope.openPayload();
            payload.openReadings();
            open = true;
          }
          payload.meterReading(request.dialect().of(reading));
        }
      };
      readings.accept(sink);
      if (sink.open) {
        payload.closeReadings();
        envelope.closePayload();
      }
      envelope.end();
      xml.flush();
      if (into != out) into.flush();
    } catch (StreamFailed e) {
      throw e.getCause();
    }
  }

  /**
   * A reply whose payload is {@code payload} (its element: {@code MeterConfig}) with the objects that {@code objects} feeds to its sink, once,
   * in this thread; written as they come. Each object's elements are put in the order of the schemas. Without any object there is no Payload.
   * Does not close {@code out}.
   *
   * @throws IOException when {@code out} does; {@code objects} is then left by an UncheckedIOException out of the sink
   */
  public void encodeObjects(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply, String payload,
    Consumer<Consumer<CimElement>> objects, OutputStream out) throws IOException {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * CreatedMeterReadings, CreatedEndDeviceEvents, or the final reply to a CreateEndDeviceControls. MessageID and Timestamp are the
   * notice's, so that the same notice gives the same bytes.
   */
  public byte[] encode(Notice notice, Wrapping wrapping) {
    var xml = new XmlBytes(expectedBytes(notice));
    switch (notice.content()) {
      case Notice.Readings(var meterReadings) -> {
        EnvelopeWriter envelope = created("MeterReadings", notice, wrapping, xml);
        var payload = new PayloadWriter(xml, naming);
        payload.openReadings();
        meterReadings.forEach(reading -> payload.meterReading(unasked.of(reading)));
        payload.closeReadings();
        envelope.closePayload();
        envelope.end();
      }
      case Notice.Events(var events) -> {
        EnvelopeWriter envelope = created("EndDeviceEvents", notice, wrapping, xml);
        new PayloadWriter(xml, naming).events(events, source);
        envelope.closePayload();
        envelope.end();
      }
      case Notice.ControlReply(var commands) -> {
        Header reply = ControlReplies.header(notice, commands, source);
        EnvelopeWriter envelope = EnvelopeWriter.reply(xml, wrapping, reply, reply);
        envelope.reply(ControlReplies.reply(commands));
        envelope.end();
      }
    }
    return dialect(notice).of(xml.toByteArray());
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
    };
    return (int) Math.min(bytes + 1_000, 64 << 20);
  }

  private EnvelopeWriter created(String noun, Notice notice, Wrapping wrapping, XmlBytes xml) {
    String messageId = notice.messageId().toString();
    EnvelopeWriter envelope = EnvelopeWriter.event(xml, wrapping, Header.of(Verb.CREATED, noun, messageId, "", notice.created(), source));
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
