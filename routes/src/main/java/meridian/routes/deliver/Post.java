package meridian.routes.deliver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.services.deliver.Subscriber.Refused;

/** Posts one message as SOAP 1.1 and judges the answer, of which a bounded beginning is read. Redirects are not followed. Safe for concurrent callers. */
final class Post implements AutoCloseable {
  private static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final byte[] BEGIN = ("<soap:Envelope xmlns:soap=\"" + SOAP + "\"><soap:Body>").getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "</soap:Body></soap:Envelope>".getBytes(StandardCharsets.UTF_8);
  private static final int MOST_ANSWER_BYTES = 256 << 10;
  /** The same message would fare no better another time. */
  private static final Set<Integer> HOPELESS = Set.of(400, 413, 422);
  /** Busy, not unwilling. */
  private static final Set<String> LATER = Set.of("3.2", "4.1", "5.1");

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
    .connectTimeout(Duration.ofSeconds(10)).build();

  /**
   * Returns when the other side has taken it.
   *
   * @param patience longest wait for the whole answer
   * @throws Refused when it answers with a SOAP fault, a Reply FAILED or a hopeless HTTP status
   * @throws IOException when it does not answer, or not with a yes or no
   */
  void send(URI url, String soapAction, byte[] message, Duration patience) throws Refused, IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(patience).header("Content-Type", "text/xml; charset=utf-8")
      .header("SOAPAction", '"' + soapAction + '"').POST(HttpRequest.BodyPublishers.ofByteArray(envelope(message))).build();
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, _ -> HttpResponse.BodySubscribers.limiting(
      HttpResponse.BodySubscribers.ofByteArray(), MOST_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      judge(response.statusCode(), response.body());
    } catch (TimeoutException slow) {
      throw new IOException("no answer within " + patience.toSeconds() + " s from " + shown(url), slow);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException trouble
        ? new IOException(shown(url) + ": " + words(trouble), trouble)
        : new IOException(failed.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** Without what may hold a secret: user, query, fragment. */
  static String shown(URI url) {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + url.getRawPath();
  }

  private static String words(IOException trouble) {
    return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
  }

  static byte[] envelope(byte[] message) {
    int from = 0;
    if (new String(message, 0, Math.min(5, message.length), StandardCharsets.US_ASCII).equals("<?xml")) {
      while (message[from++] != '>') {
        // the declaration
      }
    }
    byte[] whole = new byte[BEGIN.length + message.length - from + END.length];
    System.arraycopy(BEGIN, 0, whole, 0, BEGIN.length);
    System.arraycopy(message, from, whole, BEGIN.length, message.length - from);
    System.arraycopy(END, 0, whole, whole.length - END.length, END.length);
    return whole;
  }

  private static void judge(int status, byte[] body) throws Refused, IOException {
    Said said = read(body);
    if (said.fault) throw new Refused("SOAP fault: " + said.words());
    if (status / 100 == 2) {
      if (!"FAILED".equals(said.result)) return;
      if (LATER.contains(said.code)) throw new IOException("not now: " + said.words());
      throw new Refused("Reply FAILED: " + said.words());
    }
    if (HOPELESS.contains(status)) throw new Refused("HTTP " + status);
    throw new IOException("HTTP " + status);
  }

  /** What an answer says, as far as it can be read; an empty or foreign body says nothing. */
  private static final class Said {
    private boolean fault;
    private String result = "";
    private String code = "";
    private String reason = "";
    private String faultString = "";

    String words() { return (code + " " + (reason.isEmpty() ? faultString : reason)).strip(); }
  }

  private static Said read(byte[] body) {
    var said = new Said();
    if (body.length == 0) return said;
    try (InputStream xml = new SequenceInputStream(new ByteArrayInputStream(body), InputStream.nullInputStream())) {
      XMLStreamReader reader = StaxFactory.open(xml, XmlLimits.MESSAGE);
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
        switch (reader.getLocalName()) {
          case "Fault" -> said.fault |= SOAP.equals(reader.getNamespaceURI());
          case "faultstring" -> said.faultString = reader.getElementText();
          case "Result" -> said.result = reader.getElementText();
          case "code" -> said.code = said.code.isEmpty() ? reader.getElementText() : said.code;
          case "reason" -> said.reason = said.reason.isEmpty() ? reader.getElementText() : said.reason;
          default -> {
            // The rest of the answer is not for us.
          }
        }
      }
    } catch (XMLStreamException | IOException foreign) {
      return said;
    }
    return said;
  }

  @Override
  public void close() { http.shutdownNow(); }
}
