package meridian.routes.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import jakarta.jms.ConnectionFactory;

import meridian.cim.CimCodec;
import meridian.model.message.Notice;
import meridian.routes.message.ReplyAddresses;
import meridian.routes.message.ReplyAddresses.Target;
import meridian.services.deliver.Subscribed;
import meridian.services.deliver.Subscriber;
import meridian.services.deliver.Subscription;

/** All Subscribers of this room and what they share. */
public final class Deliveries implements AutoCloseable {
  /** Names of those that every hub has. */
  public static final Set<String> BUILT_IN = Set.of(EventTopics.NAME, FinalReplies.NAME);
  /** The broker is in the same process: what takes longer is trouble. */
  private static final Duration BROKER_PATIENCE = Duration.ofSeconds(20);

  private final CimCodec codec;
  private final String source;
  private final Outbound outbound;
  private final Function<Duration, ConnectionFactory> connections;
  private final Post post = new Post();
  private final JmsEndpoint topics;
  private final FinalReplies replies;
  private final Map<String, Target> targets = new ConcurrentHashMap<>();

  /** @param connections to the broker, whose calls wait for no longer than so long */
  public Deliveries(CimCodec codec, String source, Outbound outbound, Function<Duration, ConnectionFactory> connections,
    ReplyAddresses replyAddresses, Duration replyPatience) {
    this.codec = codec;
    this.source = source;
    this.outbound = outbound;
    this.connections = connections;
    topics = EventTopics.endpoint(codec, source, outbound, connections.apply(BROKER_PATIENCE));
    replies = new FinalReplies(codec, replyAddresses, replyPatience, outbound, post, connections.apply(BROKER_PATIENCE));
  }

  /** Those that every hub has. */
  public List<Subscribed> builtIn() {
    return List.of(EventTopics.subscribed(topics), new Subscribed(replies, Subscription.to(Notice.Noun.END_DEVICE_CONTROLS)));
  }

  /** A system behind a SOAP endpoint, in our dialect. */
  public Subscriber soap(String name, SoapEndpoint.Config config, Duration patience) {
    return soap(name, config, patience, "");
  }

  /**
   * A system behind a SOAP endpoint.
   *
   * @param patience longest wait for an answer
   * @param partner in whose dialect; empty for ours
   */
  public Subscriber soap(String name, SoapEndpoint.Config config, Duration patience, String partner) {
    targets.put(Post.shown(config.uri()), new Target.Http(config.uri()));
    return new SoapEndpoint(name, config.uri(), patience, codec(partner), outbound, post);
  }

  /** A topic of the broker. @param patience longest wait for the broker */
  public Subscriber topic(String name, JmsEndpoint.Config config, Duration patience, String partner) {
    return jms(name, "jms-topic", new JmsDestination(JmsDestination.Kind.TOPIC, config.destination()), patience, partner);
  }

  /** A queue of the broker, likewise. */
  public Subscriber queue(String name, JmsEndpoint.Config config, Duration patience, String partner) {
    return jms(name, "jms-queue", new JmsDestination(JmsDestination.Kind.QUEUE, config.destination()), patience, partner);
  }

  private CimCodec codec(String partner) { return codec.partners().named(partner).map(codec::towards).orElse(codec); }

  private Subscriber jms(String name, String kind, JmsDestination destination, Duration patience, String partner) {
    var endpoint = new JmsEndpoint(name, kind, destination.toString(), _ -> destination, codec(partner), source, outbound,
      connections.apply(patience));
    targets.put(destination.toString(), switch (destination.kind()) {
      case TOPIC -> new Target.Topic(destination.name());
      case QUEUE -> new Target.Queue(destination.name());
    });
    return endpoint;
  }

  /** Where a subscriber made here is, by its address as the journal has it. */
  public Optional<Target> find(String address) {
    return Optional.ofNullable(targets.get(address));
  }

  /** The Subscribers are closed by who delivers. */
  @Override
  public void close() { post.close(); }
}
