package meridian.routes.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;
import meridian.routes.message.Answer;
import meridian.routes.message.BulkMessage;
import meridian.routes.message.Desk;
import meridian.routes.message.Incoming;
import meridian.routes.message.Intake;
import meridian.routes.message.MessageStart;
import meridian.routes.message.Spool;
import meridian.routes.soap.SoapConfig;
import meridian.routes.soap.SoapEnvelope;
import meridian.routes.soap.SoapFault;
import meridian.routes.soap.SoapService;
import meridian.routes.soap.SoapVersion;
import meridian.routes.soap.cxf.CxfLane;

/** One request over HTTP, until it is answered: a SOAP request of a service, or a bare envelope. For one thread. */
final class Call {
  private static final Logger LOG = LoggerFactory.getLogger(Call.class);
  /** So much is read before it is decided whether the rest is held. */
  private static final int HEAD = 16 << 10;
  private static final int WORTH_ZIPPING = 2 << 10;
  private static final int PIECE = 64 << 10;

  private final Optional<SoapService> service;
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final SoapConfig config;
  private final Intake intake;
  private final Desk desk;
  private final CxfLane cxf;
  private Optional<SoapVersion> version;
  private byte[] raw = {};

  /** @param service empty for a bare envelope */
  Call(Optional<SoapService> service, Request request, Response response, Callback callback, SoapConfig config, Intake intake, Desk desk,
    CxfLane cxf) {
    this.service = service;
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.config = config;
    this.intake = intake;
    this.desk = desk;
    this.cxf = cxf;
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    version = service.map(_ -> SoapVersion.ofContentType(type == null ? "" : type));
  }

  /** Reads it, has it answered, and answers. */
  void take() {
    try {
      if (!request.getMethod().equals("POST")) {
        response.getHeaders().put(HttpHeader.ALLOW, service.isPresent() ? "POST" : "GET, POST");
        throw new HttpRefused(405, ErrorCode.INVALID_MESSAGE,
          service.isPresent()
            ? "only POST of a SOAP envelope, and GET of ?wsdl, are served here"
            : "only POST of an envelope is served here");
      }
      read(Body.of(request, config)).ifPresent(this::give);
    } catch (HttpRefused refused) {
      refuse(refused);
    } catch (SoapEnvelope.Refused refused) {
      version = refused.version().or(() -> version);
      Answer.Fault fault = unread(refused.error());
      give(500, fault, refused.code());
    } catch (Exception bug) {
      LOG.error("a request at {} failed", endpoint(), bug);
      give(500, unread(ErrorCode.ATTEMPT_FAILED.error("the hub failed; its log says why")), SoapFault.Code.SERVER);
    }
  }

  /** Says no with an HTTP status, and journals it. */
  void refuse(HttpRefused refused) {
    if (refused.status() != 408) Body.drain(request, config);
    give(refused.status(), unread(refused.error()), SoapFault.Code.CLIENT);
  }

  private Answer.Fault unread(CimError error) {
    Answer.Fault fault = desk.fault(error);
    desk.journal(new Incoming(endpoint(), sender(), desk.clock().instant(), raw, raw, "", ""), Optional.empty(), fault);
    return fault;
  }

  private String endpoint() { return service.map(known -> "soap:" + known.text()).orElse(HttpDoor.BARE); }

  private String sender() { return Request.getRemoteAddr(request); }

  /** Nothing when it was answered by CXF. */
  private Optional<Answer> read(Body body) throws Exception {
    raw = body.begin(HEAD);
    if (raw.length == HEAD) {
      MessageStart start = service.isPresent() ? SoapEnvelope.start(raw) : MessageStart.of(raw);
      if (intake.streams(start)) return Optional.of(stream(body, start));
      byte[] rest = body.readAllBytes();
      raw = Arrays.copyOf(raw, HEAD + rest.length);
      System.arraycopy(rest, 0, raw, HEAD, rest.length);
    }
    Instant now = desk.clock().instant();
    if (service.isEmpty()) return Optional.of(intake.answer(new Incoming(HttpDoor.BARE, sender(), now, raw, raw, "", "")));
    Optional<SoapEnvelope.Opened> usual = SoapEnvelope.openUsual(raw);
    Optional<SoapVersion> more = usual.isPresent() ? Optional.empty() : SoapEnvelope.asksForMore(raw);
    if (more.isPresent()) {
      version = more;
      cxf.take(service.get(), more.get(), raw, request, response, callback);
      return Optional.empty();
    }
    SoapEnvelope.Opened opened = usual.isPresent() ? usual.get() : SoapEnvelope.open(raw);
    version = Optional.of(opened.version());
    return Optional.of(
      intake.answer(new Incoming(endpoint(), sender(), now, raw, opened.message(), "", opened.broken()), opened.start()));
  }

  private Answer stream(Body body, MessageStart start) throws IOException, SoapEnvelope.Refused {
    body.stream(raw);
    InputStream message = service.isEmpty()
      ? new SequenceInputStream(new ByteArrayInputStream(raw), body)
      : SoapEnvelope.open(raw, body);
    Answer answer = intake.answer(new BulkMessage(endpoint(), sender(), desk.clock().instant(), start, message, "", 0), body);
    Body.drain(request, config);
    return answer;
  }

  private void give(Answer answer) {
    switch (answer) {
      case Answer.Fault fault -> {
        SoapFault.Code code = fault.error().code().startsWith("5.") ? SoapFault.Code.SERVER : SoapFault.Code.CLIENT;
        give(version.isPresent() || code == SoapFault.Code.SERVER ? 500 : 400, fault, code);
      }
      case Answer.Message(_, _, _, Spool body) -> give(body);
    }
  }

  private void give(int status, Answer.Fault fault, SoapFault.Code code) {
    byte[] body = version.map(known -> SoapFault.write(known, code, service.orElseThrow(), fault)).orElse(fault.body());
    response.setStatus(status);
    headers();
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private void headers() {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, version.map(SoapVersion::contentType).orElse("application/xml;charset=UTF-8"));
  }

  private void give(Spool answer) {
    byte[] begin = version.map(SoapVersion::begin).orElseGet(() -> new byte[0]);
    byte[] end = version.map(SoapVersion::end).orElseGet(() -> new byte[0]);
    long length = begin.length + answer.length() + end.length;
    headers();
    try (answer; InputStream message = answer.read()) {
      if (length > WORTH_ZIPPING && takesGzip()) {
        response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip").put(HttpHeader.VARY, "Accept-Encoding");
        send(new GZIPOutputStream(Content.Sink.asOutputStream(response), PIECE), begin, message, end);
      } else if (length <= PIECE) {
        byte[] whole = Arrays.copyOf(begin, (int) length);
        message.readNBytes(whole, begin.length, (int) answer.length());
        System.arraycopy(end, 0, whole, whole.length - end.length, end.length);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        response.write(true, ByteBuffer.wrap(whole), callback);
      } else {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
        send(Content.Sink.asOutputStream(response), begin, message, end);
      }
    } catch (IOException gone) {
      LOG.debug("the answer to {} at {} was not taken: {}", sender(), endpoint(), gone.getMessage());
      callback.failed(gone);
    }
  }

  private void send(OutputStream out, byte[] begin, InputStream message, byte[] end) throws IOException {
    try (out) {
      out.write(begin);
      message.transferTo(out);
      out.write(end);
    }
    callback.succeeded();
  }

  private boolean takesGzip() {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT_ENCODING);
    return accepted != null && accepted.toLowerCase(Locale.ROOT).replace(" ", "").matches("(.*,)?gzip(?!;q=0(\\.0*)?(,|$)).*");
  }
}
