package meridian.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.StoreException;

/** How the console answers: JSON, gzipped where it pays and the browser takes it, and every error in the same form. */
final class Answers {
  static final String JSON = "application/json;charset=UTF-8";
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int WORTH_COMPRESSING = 2_048;

  private Answers() {}

  static void send(RoutingContext request, int status, JsonObject json) { send(request, status, json.toBuffer()); }

  static void send(RoutingContext request, JsonArray json) { send(request, 200, json.toBuffer()); }

  private static void send(RoutingContext request, int status, Buffer json) {
    var response = request.response().setStatusCode(status);
    response.headers().set(HttpHeaders.CONTENT_TYPE, JSON).set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (json.length() < WORTH_COMPRESSING || !takesGzip(request)) {
      response.end(json);
      return;
    }
    response.headers().set(HttpHeaders.CONTENT_ENCODING, "gzip").set(HttpHeaders.VARY, "accept-encoding");
    response.end(Buffer.buffer(gzip(json.getBytes())));
  }

  static boolean takesGzip(RoutingContext request) {
    String accepted = request.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
  }

  static byte[] gzip(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 3 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return out.toByteArray();
  }

  /** Answers whatever went wrong. What is not the user's doing is logged, and told without its inner words. */
  static void fail(RoutingContext request, int status, Throwable trouble) {
    if (request.response().ended() || request.response().closed()) return;
    ApiError error = switch (trouble) {
      case ApiError known -> known;
      case StoreException store -> {
        LOG.warn("{} {} failed: {}", request.request().method(), request.request().path(), store.getMessage());
        yield new ApiError(503, "store", "The hub's store cannot answer now; try again.");
      }
      case null -> plain(status);
      default -> {
        if (status != 500) yield plain(status);
        LOG.error("{} {} failed", request.request().method(), request.request().path(), trouble);
        yield new ApiError(500, "internal", "The hub made a mistake; its log says which.");
      }
    };
    var json = JsonObject.of("error", JsonObject.of("code", error.code(), "message", error.getMessage()));
    send(request, error.status(), json);
  }

  private static ApiError plain(int status) {
    return switch (status) {
      case 404 -> ApiError.notFound("There is nothing here.");
      case 405 -> new ApiError(405, "method", "This method is not allowed here.");
      case 413 -> new ApiError(413, "too-large", "The request's body is too large.");
      default -> new ApiError(status, status < 500 ? "bad-request" : "internal", "The request could not be served.");
    };
  }
}
