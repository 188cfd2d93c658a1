package meridian.routes.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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
import meridian.model.master.CimElement;
import meridian.model.message.Exchange.Direction;
import meridian.model.metering.MeterReading;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;

/**
 * Where requests are opened, answered and journalled: the steps every exchange has, whatever it came over. A Camel body goes through it as
 * {@link Incoming}, {@link CimRequest}, {@link Answer}. Safe for concurrent callers.
 */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
  private static final String INCOMING = "meridian.incoming";
  private static final String REQUEST = "meridian.request";
  private static final int MOST_JOURNALLED_BYTES = 1 << 20;
  private static final int MOST_JOURNALLED_DEVICES = 100;
  private static final meridian.model.message.Exchange.Header NONE = meridian.model.message.Exchange.Header.NONE;

  private final CimCodec codec;
  private final Journal journal;
  private final InstantSource clock;
  private final String source;
  private final Semaphore places;

  /** @param atOnce requests served at the same time; more are answered with 3.2 */
  public Desk(CimCodec codec, Journal journal, InstantSource clock, String source, int atOnce) {
    this.codec = codec;
    this.journal = journal;
    this.clock = clock;
    this.source = source;
    places = new Semaphore(atOnce);
  }

  /** What a noun's package does with a request it was made for. Anything it throws becomes a Reply FAILED. */
  @FunctionalInterface
  public interface Service<R extends CimRequest> {
    Answer serve(R request, Incoming incoming) throws Exception;
  }

  public InstantSource clock() { return clock; }

  /** Body: Incoming to CimRequest, or at once to the Answer when it cannot be taken. */
  public void decode(Exchange exchange) {
    var incoming = exchange.getMessage().getBody(Incoming.class);
    exchange.setProperty(INCOMING, incoming);
    try {
      CimRequest request = codec.decode(new ByteArrayInputStream(incoming.message()));
      exchange.setProperty(REQUEST, request);
      exchange.getMessage().setBody(incoming.broken().isEmpty() ? request : reply(request, Reply.failed(broken(incoming))));
    } catch (CimException bad) {
      CimError error = incoming.broken().isEmpty() ? bad.error() : broken(incoming);
      exchange.getMessage().setBody(refuse(new CimException(error, bad.header(), bad.wrapping())));
    } catch (RuntimeException bug) {
      LOG.error("decoding a message from {} failed", incoming.endpoint(), bug);
      exchange.getMessage().setBody(fault(ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why")));
    }
  }

  private static CimError broken(Incoming incoming) { return ErrorCode.INVALID_MESSAGE.error(incoming.broken()); }

  /** The answer to bad input: a Reply when there is a header to reply to, else a fault. */
  public Answer refuse(CimException bad) {
    return bad.header().<Answer>map(header -> reply(header, bad.wrapping().orElse(Wrapping.TYPED), Reply.failed(bad.error())))
      .orElseGet(() -> fault(bad.error()));
  }

  public Answer.Fault fault(CimError error) { return new Answer.Fault(error, codec.encodeFault(error)); }

  public Answer reply(CimRequest request, Reply reply) { return reply(request.header(), request.wrapping(), reply); }

  private Answer reply(Header header, Wrapping wrapping, Reply reply) {
    String messageId = UUID.randomUUID().toString();
    return new Answer.Message(header, messageId, reply, Spool.of(codec.encodeReply(header, wrapping, messageId, clock.instant(), reply)));
  }

  /**
   * A reply with readings. {@code readings} is called once and may throw: then nothing was sent, and the exception comes out here.
   *
   * @throws IOException when there is no room for it
   */
  public Answer readings(CimRequest request, Reply reply, Consumer<Consumer<MeterReading>> readings) throws IOException {
    String messageId = UUID.randomUUID().toString();
    var spool = new Spool();
    boolean whole = false;
    try {
      codec.encodeReadings(request.header(), request.wrapping(), messageId, clock.instant(), reply, readings, spool);
      whole = true;
      return new Answer.Message(request.header(), messageId, reply, spool);
    } finally {
      if (!whole) spool.close();
    }
  }

  /** Body: a request of {@code type} to its Answer. */
  public <R extends CimRequest> Processor serve(Class<R> type, Service<R> service) {
    return exchange -> {
      R request = exchange.getMessage().getMandatoryBody(type);
      exchange.getMessage().setBody(serve(request, exchange.getProperty(INCOMING, Incoming.class), service));
    };
  }

  private <R extends CimRequest> Answer serve(R request, Incoming incoming, Service<R> service) {
    if (!places.tryAcquire())
      return reply(request,
        Reply.failed(ErrorCode.TOO_MANY_PENDING.error("the hub serves as many requests at once as it may; ask again later")));
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
    } finally {
      places.release();
    }
  }

  /** Body: a request nobody serves to its Answer. */
  public void unserved(Exchange exchange) {
    var request = exchange.getMessage().getBody(CimRequest.class);
    Header header = request.header();
    boolean known = List.of("EndDeviceControls", "GetMeterReadings", "MeterReadings").contains(header.noun());
    CimError error = (known ? ErrorCode.INVALID_VERB : ErrorCode.INVALID_NOUN)
      .error(header.verb().text() + " " + header.noun() + " is not served; served: create and cancel EndDeviceControls, get MeterReadings");
    exchange.getMessage().setBody(reply(request, Reply.failed(error)));
  }

  /** Journals the request and its Answer; the body stays. */
  public void journal(Exchange exchange) {
    var incoming = exchange.getProperty(INCOMING, Incoming.class);
    journal(incoming, Optional.ofNullable(exchange.getProperty(REQUEST, CimRequest.class)), exchange.getMessage().getBody(Answer.class));
  }

  /** Journals a request that never got as far as a route. */
  public void journal(Incoming incoming, Optional<CimRequest> request, Answer answer) {
    journal(incoming, incoming.raw().length, request, answer);
  }

  /** As above, of a message whose raw bytes are only its beginning. @param size bytes of the whole */
  public void journal(Incoming incoming, long size, Optional<CimRequest> request, Answer answer) {
    long took_ms = clock.instant().toEpochMilli() - incoming.at().toEpochMilli();
    List<String> devices = request.map(Desk::devices).orElse(List.of());
    Optional<Header> asked = answer instanceof Answer.Message message ? Optional.of(message.header()) : request.map(CimRequest::header);
    journal.append(new meridian.model.message.Exchange(0, incoming.at(), Direction.IN, incoming.endpoint(), incoming.partner(),
      asked.map(header -> kept(header, incoming)).orElse(NONE), devices, answer.outcome(), took_ms, size, 0,
      incoming.replayOf()), incoming.raw());
    byte[] body = switch (answer) {
      case Answer.Message(_, _, _, var spool) -> spool.head(MOST_JOURNALLED_BYTES);
      case Answer.Fault(_, var fault) -> fault;
    };
    long answerSize = answer instanceof Answer.Message message ? message.body().length() : body.length;
    journal.append(
      new meridian.model.message.Exchange(0, clock.instant(), Direction.OUT, incoming.endpoint(), incoming.partner(), header(answer),
        devices, answer.outcome(), took_ms, answerSize, 0, 0),
      body);
  }

  /** The address where answers go later is the transport's when the message names none. */
  private static meridian.model.message.Exchange.Header kept(Header header, Incoming incoming) {
    String replyAddress = header.replyAddress().isEmpty() ? incoming.replyTo() : header.replyAddress();
    return new meridian.model.message.Exchange.Header(header.verb().text(), header.noun(), header.revision(), header.source(),
      header.messageId(), header.correlationId(), header.timestamp(), header.asyncReplyFlag(), header.ackRequired(), replyAddress,
      header.userId());
  }

  private meridian.model.message.Exchange.Header header(Answer answer) {
    return switch (answer) {
      case Answer.Message(var asked, var messageId, _, _) -> {
        Header reply = asked.reply(messageId, clock.instant(), source);
        yield new meridian.model.message.Exchange.Header(reply.verb().text(), reply.noun(), reply.revision(), reply.source(), messageId,
          reply.correlationId(), reply.timestamp(), false, false, "", "");
      }
      case Answer.Fault _ -> NONE;
    };
  }

  private static List<String> devices(CimRequest request) {
    Stream<String> named = switch (request) {
      case CimRequest.GetMeterReadings get -> Stream.concat(get.endDevices().stream(), get.usagePoints().stream());
      case CimRequest.CreateEndDeviceControls create -> create.controls().stream()
        .flatMap(control -> Stream.concat(control.devices().stream(), control.usagePoints().stream()));
      case CimRequest.CancelEndDeviceControls cancel -> cancel.references().stream()
        .flatMap(reference -> Stream.concat(reference.devices().stream(), reference.usagePoints().stream()));
      case CimRequest.Configure configure -> Stream.concat(configure.ids().stream(), named(configure.objects()));
      case CimRequest.Query query -> Stream.concat(query.ids().stream(), named(query.query()));
      case CimRequest.OperationSet set -> set.operations().stream().flatMap(operation -> devices(operation.request()).stream());
      case CimRequest.Unserved _ -> Stream.empty();
    };
    return named.limit(MOST_JOURNALLED_DEVICES).toList();
  }

  private static Stream<String> named(List<CimElement> objects) {
    return objects.stream().flatMap(object -> object.identifiers().stream().limit(1));
  }
}
