package meridian.console;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * What every request passes first. A page of another site can neither read from here (the Host must be a name of ours, whatever DNS says) nor
 * act here (a POST, a DELETE and a WebSocket need our Origin, the first two also a header that no form can send). Answers carry headers that keep other
 * sites' scripts and frames out.
 */
final class Gate {
  private static final String CONTENT_SECURITY = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  Gate(ConsoleConfig config) {
    config.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.add(config.host().contains(":") ? "[" + config.host() + "]" : config.host().toLowerCase(Locale.ROOT));
  }

  void check(RoutingContext request) {
    request.response().headers()
      .set("Content-Security-Policy", CONTENT_SECURITY)
      .set("X-Content-Type-Options", "nosniff")
      .set("Referrer-Policy", "no-referrer")
      .set("X-Frame-Options", "DENY")
      .set("Cross-Origin-Resource-Policy", "same-origin")
      .set("Cross-Origin-Opener-Policy", "same-origin");
    HttpServerRequest http = request.request();
    requireOurName(http.authority());
    HttpMethod method = http.method();
    if (method.equals(HttpMethod.POST) || method.equals(HttpMethod.DELETE)) {
      requireSameOrigin(http);
      if (!"console".equals(http.getHeader("X-Meridian")))
        throw new ApiError(403, "header", "A POST or DELETE needs the header X-Meridian: console.");
    } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      throw new ApiError(405, "method", "Only GET, HEAD, POST and DELETE are served.");
    }
    request.next();
  }

  private void requireOurName(@Nullable HostAndPort authority) {
    if (authority == null) throw ApiError.badRequest("The request names no host.");
    if (!names.contains(authority.host().toLowerCase(Locale.ROOT)))
      throw new ApiError(403, "host", "This host name is not among console.names.");
  }

  /** @throws ApiError 403 unless the page that asks came from the very host and port it asks */
  void requireSameOrigin(HttpServerRequest http) {
    String origin = http.getHeader("Origin");
    String host = http.getHeader("Host");
    if (origin == null || host == null || !host.equalsIgnoreCase(authority(origin)))
      throw new ApiError(403, "origin", "The request does not come from the console's own page.");
  }

  private static @Nullable String authority(String origin) {
    try {
      var uri = URI.create(origin);
      return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()) ? uri.getRawAuthority() : null;
    } catch (IllegalArgumentException notAnOrigin) {
      return null;
    }
  }
}
