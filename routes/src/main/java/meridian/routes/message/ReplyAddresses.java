package meridian.routes.message;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;

/**
 * Where final replies may go: an http or https URL whose host is allowed, or a queue or topic of the hub's own broker. A stranger must not
 * be able to make the hub call whom he likes.
 *
 * @param hosts host names and addresses as they stand in URLs; {@code *} for any
 */
public record ReplyAddresses(Set<String> hosts) {
  /** This machine only. */
  public static final ReplyAddresses LOOPBACK = new ReplyAddresses(Set.of("localhost", "127.0.0.1", "[::1]"));
  private static final Pattern DESTINATION = Pattern.compile("(?:jms:(queue|topic):)?([A-Za-z0-9_-][A-Za-z0-9._-]{0,199})");
  private static final String OURS = "meridian.";

  public ReplyAddresses { hosts = Set.copyOf(hosts); }

  /** An allowed address, taken apart. */
  public sealed interface Target {
    record Http(URI url) implements Target {}

    record Queue(String name) implements Target {}

    record Topic(String name) implements Target {}
  }

  /** What is wrong with where a sender wants its answers later, if anything. */
  public Optional<CimError> trouble(Sender sender) {
    String address = sender.replyAddress();
    if (sender.header().asyncReplyFlag() && address.isEmpty())
      return Optional.of(
        ErrorCode.MANDATORY_MISSING.error("Header/ReplyAddress: AsyncReplyFlag is true, but there is no address to reply to"));
    if (address.isEmpty() || find(address).isPresent()) return Optional.empty();
    return Optional.of(new CimError("7.7", CimError.Level.FATAL, "policy violation",
      "Header/ReplyAddress: only http and https to hosts the operator allows, jms:queue:NAME and jms:topic:NAME are accepted", "", ""));
  }

  /** Empty when the address is malformed or not allowed. */
  public Optional<Target> find(String address) {
    var destination = DESTINATION.matcher(address);
    if (destination.matches()) {
      String name = destination.group(2);
      if (name.startsWith(OURS) && !name.startsWith(OURS + "reply.")) return Optional.empty();
      return Optional.of("topic".equals(destination.group(1)) ? new Target.Topic(name) : new Target.Queue(name));
    }
    try {
      var url = new URI(address);
      boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      if (!web || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null || url.getPort() == 0
        || url.getPort() > 65_535) return Optional.empty();
      boolean allowed = hosts.contains("*") || hosts.contains(url.getHost().toLowerCase(Locale.ROOT));
      return allowed ? Optional.of(new Target.Http(url)) : Optional.empty();
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
  }
}
