package meridian.routes.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.CimCodec;
import meridian.cim.CimError;
import meridian.cim.CimException;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.cim.Wrapping;
import meridian.cim.dialect.Partners;
import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;

/** Where requests are opened, answers written and both journalled, whatever they came over. Safe for concurrent callers. */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final CimCodec codec;
  private final Minutes minutes;
  private final InstantSource clock;
  private final Semaphore places;

  /** @param atOnce requests served at the same time; more are answered with 3.2 */
  public Desk(CimCodec codec, Journal journal, InstantSource clock, String source, int atOnce) {
    this.codec = codec;
    this.clock = clock;
    minutes = new Minutes(journal, clock, source);
    places = new Semaphore(atOnce);
  }

  /** What a noun's package does with a request it was made for. Anything it throws becomes a Reply FAILED. */
  @FunctionalInterface
  public interface Service<R extends CimRequest> {
    Answer serve(R request, Incoming incoming) throws Exception;
  }

  public InstantSource clock() { return clock; }

  /** @throws CimException when it cannot be taken: {@link #refuse} answers it */
  public CimRequest decode(Incoming incoming) throws CimException {
    try {
      CimRequest request = codec.decode(new ByteArrayInputStream(incoming.message()));
      if (incoming.broken().isEmpty()) return request;
      throw new CimException(broken(incoming), Optional.of(request.header()), Optional.of(request.wrapping()));
    } catch (CimException bad) {
      throw incoming.broken().isEmpty() ? bad : new CimException(broken(incoming), bad.header(), bad.wrapping());
    } catch (RuntimeException bug) {
      LOG.error("decoding a message from {} failed", incoming.endpoint(), bug);
      throw new CimException(ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why"), Optional.empty(), Optional.empty());
    }
  }

  private static CimError broken(Incoming incoming) { return ErrorCode.INVALID_MESSAGE.error(incoming.broken()); }

  /** The answer to bad input: a Reply when there is a header to reply to, else a fault. */
  public Answer refuse(CimException bad) {
    return bad.header().<Answer>map(header -> reply(header, bad.wrapping().orElse(Wrapping.TYPED), Reply.failed(bad.error())))
      .orElseGet(() -> fault(bad.error()));
  }

  /** Whose speech is known. */
  public Partners partners() { return codec.partners(); }

  public Answer.Fault fault(CimError error) { return new Answer.Fault(error, codec.encodeFault(error)); }

  public Answer.Message reply(CimRequest request, Reply reply) { return reply(request.header(), request.wrapping(), reply); }

  public Answer.Message reply(Header header, Wrapping wrapping, Reply reply) {
    String messageId = MessageIds.next();
    return new Answer.Message(header, messageId, reply, Spool.of(codec.encodeReply(header, wrapping, messageId, clock.instant(), reply)));
  }

  /**
   * A reply with readings. {@code readings} is called once and may throw: then nothing was sent, and the exception comes out here.
   *
   * @throws IOException when there is no room for it
   */
  public Answer readings(CimRequest request, Reply reply, Consumer<Consumer<MeterReading>> readings) throws IOException {
    return spooled(request, reply, (codec, messageId, spool) -> codec.encodeReadings(request.header(), request.wrapping(), messageId,
      clock.instant(), reply, readings, spool));
  }

  /** A reply with objects in the element {@code payload}, in the same manner; without any there is no Payload. */
  public Answer objects(CimRequest request, Reply reply, String payload, Consumer<Consumer<CimElement>> objects) throws IOException {
    return spooled(request, reply, (codec, messageId, spool) -> codec.encodeObjects(request.header(), request.wrapping(), messageId,
      clock.instant(), reply, payload, objects, spool));
  }

  /** A reply with events, in the same manner. */
  public Answer events(CimRequest request, Reply reply, List<EndDeviceEvent> events) throws IOException {
    return spooled(request, reply, (codec, messageId, spool) -> codec.encodeEvents(request.header(), request.wrapping(), messageId,
      clock.instant(), reply, sink -> events.forEach(sink), spool));
  }

  /** CreatedMeterReadings, because the request asked for them. */
  public Answer.Message created(CimRequest request, List<MeterReading> readings) {
    Header header = request.header();
    var notice = new Notice(0, Mrid.random(), clock.instant(), new Notice.Readings(readings));
    String correlationId = header.correlationId().isEmpty() ? header.messageId() : header.correlationId();
    return new Answer.Message(header, notice.messageId().toString(), Reply.ok(),
      Spool.of(codec.encode(notice, request.wrapping(), correlationId)));
  }

  private interface Encoding {
    void write(CimCodec codec, String messageId, Spool spool) throws IOException;
  }

  private Answer spooled(CimRequest request, Reply reply, Encoding encoding) throws IOException {
    String messageId = MessageIds.next();
    var spool = new Spool();
    boolean whole = false;
    try {
      encoding.write(request.wantsCompressed() ? codec.compressing() : codec, messageId, spool);
      whole = true;
      return new Answer.Message(request.header(), messageId, reply, spool);
    } finally {
      if (!whole) spool.close();
    }
  }

  /** Has a request served, unless too many are being served. */
  <R extends CimRequest> Answer serve(R request, Incoming incoming, Service<R> service) {
    if (!places.tryAcquire())
      return reply(request,
        Reply.failed(ErrorCode.TOO_MANY_PENDING.error("the hub serves as many requests at once as it may; ask again later")));
    try {
      return attempt(request, incoming, service);
    } finally {
      places.release();
    }
  }

  /** Has a request served when its turn comes. */
  <R extends CimRequest> Answer serveInTurn(R request, Incoming incoming, Service<R> service) throws InterruptedException {
    places.acquire();
    try {
      return attempt(request, incoming, service);
    } finally {
      places.release();
    }
  }

  private <R extends CimRequest> Answer attempt(R request, Incoming incoming, Service<R> service) {
    try {
      return service.serve(request, incoming);
    } catch (StoreException trouble) {
      LOG.error("a {} {} waits for the store: {}", request.header().verb().text(), request.header().noun(), trouble.getMessage());
      return reply(request, Reply.failed(ErrorCode.BUSY.error("the hub's store does not answer; ask again later")));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return reply(request, Reply.failed(ErrorCode.NOT_ATTEMPTED.error("the hub is closing; ask again later")));
    } catch (IOException | UncheckedIOException noRoom) {
      LOG.error("a reply could not be written to disk: {}", noRoom.getMessage());
      return reply(request, Reply.failed(ErrorCode.BUSY.error("the hub has no room for the answer; ask again later or for less")));
    } catch (Exception bug) {
      LOG.error("serving a {} {} failed", request.header().verb().text(), request.header().noun(), bug);
      return reply(request, Reply.failed(ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why")));
    }
  }

  /** Journals a request, as far as it could be read, and its Answer. */
  public void journal(Incoming incoming, Optional<CimRequest> request, Answer answer) {
    minutes.take(incoming, incoming.raw().length, request, answer);
  }

  /** As above, of a message whose raw bytes are only its beginning. @param size bytes of the whole */
  public void journal(Incoming incoming, long size, Optional<CimRequest> request, Answer answer) {
    minutes.take(incoming, size, request, answer);
  }
}
