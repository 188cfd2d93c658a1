package meridian.routes.message;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import meridian.cim.CimRequest;
import meridian.cim.Header;
import meridian.model.master.CimElement;
import meridian.model.message.Exchange;
import meridian.model.message.Exchange.Direction;
import meridian.services.port.Journal;

/** Writes requests and their answers into the Journal. Safe for concurrent callers. */
final class Minutes {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_DEVICES = 100;

  private final Journal journal;
  private final InstantSource clock;
  private final String source;

  /** @param source Header.Source of what we send */
  Minutes(Journal journal, InstantSource clock, String source) {
    this.journal = journal;
    this.clock = clock;
    this.source = source;
  }

  /** @param size of the request in bytes, of which {@code incoming} may hold the beginning */
  void take(Incoming incoming, long size, Optional<CimRequest> request, Answer answer) {
    long took_ms = clock.instant().toEpochMilli() - incoming.at().toEpochMilli();
    List<String> devices = request.map(Minutes::devices).orElse(List.of());
    Optional<Header> asked = answer instanceof Answer.Message message ? Optional.of(message.header()) : request.map(CimRequest::header);
    journal.append(new Exchange(0, incoming.at(), Direction.IN, incoming.endpoint(), incoming.partner(),
      asked.map(header -> kept(header, incoming)).orElse(Exchange.Header.NONE), devices, answer.outcome(), took_ms, size, 0,
      incoming.replayOf()), incoming.raw());
    byte[] body = switch (answer) {
      case Answer.Message(_, _, _, var spool) -> spool.head(MOST_BYTES);
      case Answer.Fault(_, var fault) -> fault;
    };
    long answerSize = answer instanceof Answer.Message message ? message.body().length() : body.length;
    journal.append(
      new Exchange(0, clock.instant(), Direction.OUT, incoming.endpoint(), incoming.partner(), header(answer),
        devices, answer.outcome(), took_ms, answerSize, 0, 0),
      body);
  }

  /** The address where answers go later is the transport's when the message names none. */
  private static Exchange.Header kept(Header header, Incoming incoming) {
    String replyAddress = header.replyAddress().isEmpty() ? incoming.replyTo() : header.replyAddress();
    return new Exchange.Header(header.verb().text(), header.noun(), header.revision(), header.source(),
      header.messageId(), header.correlationId(), header.timestamp(), header.asyncReplyFlag(), header.ackRequired(), replyAddress,
      header.userId());
  }

  private Exchange.Header header(Answer answer) {
    return switch (answer) {
      case Answer.Message(var asked, var messageId, _, _) -> {
        Header reply = asked.reply(messageId, clock.instant(), source);
        yield new Exchange.Header(reply.verb().text(), reply.noun(), reply.revision(), reply.source(), messageId,
          reply.correlationId(), reply.timestamp(), false, false, "", "");
      }
      case Answer.Fault _ -> Exchange.Header.NONE;
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
    return named.limit(MOST_DEVICES).toList();
  }

  private static Stream<String> named(List<CimElement> objects) {
    return objects.stream().flatMap(object -> object.identifiers().stream().limit(1));
  }
}
