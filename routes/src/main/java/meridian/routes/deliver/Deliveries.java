package meridian.routes.deliver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.jms.ConnectionFactory;

import meridian.cim.CimCodec;
import meridian.routes.enddevicecontrols.ReplyAddresses;
import meridian.services.deliver.Subscriber;

/** All Subscribers of this room and what they share. */
public final class Deliveries implements AutoCloseable {
  private final Post post = new Post();
  private final List<Subscriber> subscribers = new ArrayList<>();
  private final EventTopics topics;
  private final FinalReplies replies;

  public Deliveries(CimCodec codec, String source, Outbound outbound, ConnectionFactory connections, List<SoapEndpoint.Config> endpoints,
    ReplyAddresses replyAddresses, Duration replyPatience) {
    topics = new EventTopics(codec, source, outbound, connections);
    replies = new FinalReplies(codec, replyAddresses, replyPatience, outbound, post, connections);
    subscribers.add(topics);
    subscribers.add(replies);
    endpoints.forEach(endpoint -> subscribers.add(new SoapEndpoint(endpoint, codec, outbound, post)));
  }

  public List<Subscriber> subscribers() { return List.copyOf(subscribers); }

  @Override
  public void close() {
    topics.close();
    replies.close();
    post.close();
  }
}
