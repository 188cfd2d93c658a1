package meridian.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * The web client's files, by exact name, out of the jar (kept in memory, compressed once) or out of a folder (read each time). There is no
 * listing: a path is either a file or nothing.
 */
final class StaticFiles {
  /** Segments begin with a letter, digit, underscore or dash: no hidden files and no way upward. */
  private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}/){0,5}[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final Map<String, String> TYPES = Map.of(
    "html", "text/html;charset=UTF-8",
    "js", "text/javascript;charset=UTF-8",
    "css", "text/css;charset=UTF-8",
    "json", Answers.JSON,
    "geojson", "application/geo+json;charset=UTF-8",
    "svg", "image/svg+xml",
    "png", "image/png",
    "ico", "image/x-icon",
    "woff2", "font/woff2");
  private static final String OPEN_LAYERS = "META-INF/resources/webjars/ol/10.7.0/";
  private static final Map<String, String> LIBRARIES = Map.of(
    "lib/ol/ol.js", OPEN_LAYERS + "dist/ol.js",
    "lib/ol/ol.css", OPEN_LAYERS + "ol.css");

  /** @param gzip empty when compressing gains nothing */
  private record Content(String type, byte[] plain, Optional<byte[]> gzip, String etag) {
    static Content of(String type, byte[] plain) {
      byte[] gzip = Answers.gzip(plain);
      String etag = "\"" + Integer.toHexString(Arrays.hashCode(plain)) + "-" + plain.length + "\"";
      return new Content(type, plain, gzip.length < plain.length * 9L / 10 ? Optional.of(gzip) : Optional.empty(), etag);
    }
  }

  private final Optional<Path> folder;
  private final Map<String, Content> kept = new ConcurrentHashMap<>();

  StaticFiles(Optional<Path> folder) {
    this.folder = folder;
    LIBRARIES.keySet().forEach(this::find);
  }

  void serve(RoutingContext request) {
    String path = request.request().path().equals("/") ? "index.html" : request.request().path().substring(1);
    Content content = find(path);
    if (content == null) {
      request.next();
      return;
    }
    send(request, content.type, content.plain, content.gzip, content.etag);
  }

  /** Sends content that browsers may keep and must ask about again each time. */
  static void send(RoutingContext request, String type, byte[] plain, Optional<byte[]> gzip, String etag) {
    var response = request.response();
    response.headers().set(HttpHeaders.ETAG, etag).set(HttpHeaders.CACHE_CONTROL, "no-cache").set(HttpHeaders.VARY, "accept-encoding");
    if (etag.equals(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    boolean compressed = gzip.isPresent() && Answers.takesGzip(request);
    if (compressed) response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    response.end(Buffer.buffer(compressed ? gzip.get() : plain));
  }

  private @Nullable Content find(String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null || !PATH.matcher(path).matches()) return null;
    Content known = kept.get(path);
    if (known != null) return known;
    byte[] bytes = read(path);
    if (bytes == null) return null;
    var content = Content.of(type, bytes);
    if (folder.isEmpty() || LIBRARIES.containsKey(path)) kept.put(path, content);
    return content;
  }

  private byte @Nullable [] read(String path) {
    try {
      String library = LIBRARIES.get(path);
      if (library == null && folder.isPresent()) {
        Path file = folder.get().resolve(path);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
      }
      try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(library != null ? library : "web/" + path)) {
        return in == null ? null : in.readAllBytes();
      }
    } catch (IOException e) {
      throw new ApiError(500, "file", "The file " + path + " cannot be read.");
    }
  }
}
