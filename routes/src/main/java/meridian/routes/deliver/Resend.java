package meridian.routes.deliver;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

import meridian.model.message.Exchange;
import meridian.model.message.Verb;
import meridian.routes.message.ReplyAddresses;
import meridian.routes.message.ReplyAddresses.Target;
import meridian.services.deliver.Subscriber.Refused;
import meridian.services.journal.Doors;
import meridian.services.journal.Doors.NotReplayable;

/**
 * Sends a message of the journal again, as it was, to where it went: an event topic, a subscriber's URL, a reply address that is still
 * allowed. Tried once. Safe for concurrent callers.
 */
public final class Resend implements AutoCloseable {
  private static final String TOPICS = "jms:topic:meridian.cim.event.";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Outbound outbound;
  private final InstantSource clock;
  private final Function<String, Optional<Target>> subscribers;
  private final ReplyAddresses replyAddresses;
  private final Post post = new Post();
  private final JmsSender sender;

  /** @param subscribers places that may be sent to whatever the reply addresses say, by their address in the journal */
  public Resend(Outbound outbound, InstantSource clock, Function<String, Optional<Target>> subscribers, ReplyAddresses replyAddresses,
    ConnectionFactory connections) {
    this.outbound = outbound;
    this.clock = clock;
    this.subscribers = subscribers;
    this.replyAddresses = replyAddresses;
    sender = new JmsSender(connections);
  }

  public Doors.Said send(Exchange exchange, byte[] message, String by) throws NotReplayable, InterruptedException {
    Target target = target(exchange).orElseThrow(() -> new NotReplayable(exchange.endpoint().startsWith("soap:")
      || exchange.verb().isEmpty() || exchange.endpoint().equals("jms:meridian.cim.request")
        ? "This was the answer to a request and went back on the request's own way: replay the request."
        : exchange.endpoint() + " is no subscriber and no reply address that is allowed now."));
    Instant begun = clock.instant();
    String outcome = "FAILED";
    String words = "sent again to " + exchange.endpoint();
    try {
      switch (target) {
        case Target.Http(URI url) -> {
          String action = Outbound.soapAction(exchange.verb(), exchange.noun());
          post.send(url, action, message, PATIENCE);
        }
        case Target.Queue(var name) -> jms(exchange, message, new JmsDestination(JmsDestination.Kind.QUEUE, name));
        case Target.Topic(var name) -> jms(exchange, message, new JmsDestination(JmsDestination.Kind.TOPIC, name));
      }
      outcome = "OK";
    } catch (Refused | IOException | JMSException | IllegalArgumentException trouble) {
      words = "not taken: " + trouble.getMessage();
    }
    outbound.append(begun, exchange.endpoint(), by, exchange.header(), exchange.devices(), message, outcome, exchange.id());
    return new Doors.Said(outcome, words.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Target> target(Exchange exchange) {
    String endpoint = exchange.endpoint();
    if (endpoint.startsWith(TOPICS)) return Optional.of(new Target.Topic(endpoint.substring("jms:topic:".length())));
    return subscribers.apply(endpoint).or(() -> replyAddresses.find(endpoint));
  }

  private void jms(Exchange exchange, byte[] message, JmsDestination destination) throws JMSException {
    boolean reply = exchange.verb().equals(Verb.REPLY.text());
    Map<String, String> properties = new HashMap<>(
      Map.of("Verb", exchange.verb(), "Noun", exchange.noun(), "MessageID", exchange.messageId()));
    if (!reply) properties.put("Source", exchange.header().source());
    sender.send(List.of(new JmsSender.Letter(destination, new String(message, StandardCharsets.UTF_8),
      reply ? exchange.correlationId() : exchange.messageId(), properties)));
  }

  @Override
  public void close() {
    sender.close();
    post.close();
  }
}
