package meridian.routes.deliver;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.model.control.Command;
import meridian.model.message.Notice;
import meridian.routes.enddevicecontrols.ReplyAddresses;
import meridian.services.deliver.Subscriber;

/**
 * Sends the final reply to a CreateEndDeviceControls to the address the request named. An address that stays silent is given up after a
 * while, and then gets one try a message until it answers, so that nobody else waits for it: the reply is set aside.
 */
public final class FinalReplies implements Subscriber {
  static final String NAME = "replies";
  private static final String SOAP_ACTION = "http://iec.ch/TC57/2011/EndDeviceControls/CreatedEndDeviceControls";
  private static final int MOST_SILENT = 1_000;
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

  private final CimCodec codec;
  private final ReplyAddresses addresses;
  private final Duration patience;
  private final Outbound outbound;
  private final Post post;
  private final JmsSender sender;
  /** Of the addresses that fell silent last. */
  private final Map<String, Instant> silentSince = new LinkedHashMap<>() {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) { return size() > MOST_SILENT; }
  };

  /** @param patience how long a silent address is tried before its reply is set aside */
  FinalReplies(CimCodec codec, ReplyAddresses addresses, Duration patience, Outbound outbound, Post post, ConnectionFactory connections) {
    this.codec = codec;
    this.addresses = addresses;
    this.patience = patience;
    this.outbound = outbound;
    this.post = post;
    sender = new JmsSender(connections);
  }

  @Override
  public String name() { return NAME; }

  @Override
  public String kind() { return "reply"; }

  @Override
  public String address() { return "the ReplyAddress of each request"; }

  @Override
  public void deliver(Notice notice) throws Exception {
    if (!(notice.content() instanceof Notice.ControlReply(var commands))) throw new Refused("not a reply");
    Command command = commands.getFirst();
    String address = command.replyAddress();
    if (address.isEmpty()) return;
    Optional<ReplyAddresses.Target> target = addresses.find(address);
    if (target.isEmpty()) throw new Refused("the reply address is not allowed any more");
    String correlationId = command.correlationId().isEmpty() ? command.messageId() : command.correlationId();
    try {
      switch (target.get()) {
        case ReplyAddresses.Target.Http(URI url) -> soap(url, correlationId, notice);
        case ReplyAddresses.Target.Queue(var name) ->
          jms(new JmsDestination(JmsDestination.Kind.QUEUE, name), correlationId, notice);
        case ReplyAddresses.Target.Topic(var name) ->
          jms(new JmsDestination(JmsDestination.Kind.TOPIC, name), correlationId, notice);
      }
      silentSince.remove(address);
    } catch (IOException | JMSException trouble) {
      Instant since = silentSince.computeIfAbsent(address, _ -> Instant.now());
      if (Duration.between(since, Instant.now()).compareTo(patience) >= 0)
        throw new Refused("the reply address is silent: " + trouble.getMessage());
      throw trouble;
    } catch (IllegalArgumentException unusable) {
      throw new Refused("the reply address cannot be used: " + unusable.getMessage());
    }
  }

  private void soap(URI url, String correlationId, Notice notice) throws Exception {
    byte[] message = codec.encode(notice, Wrapping.TYPED);
    outbound.tell(Post.shown(url), correlationId, notice, message, () -> post.send(url, SOAP_ACTION, message, ANSWER_PATIENCE));
  }

  private void jms(JmsDestination destination, String correlationId, Notice notice) throws Exception {
    byte[] message = codec.encode(notice, Wrapping.GENERIC);
    var letter = new JmsSender.Letter(destination, new String(message, StandardCharsets.UTF_8), correlationId,
      Map.of("Verb", "reply", "Noun", notice.noun().text(), "MessageID", notice.messageId().toString()));
    outbound.tell(destination.toString(), correlationId, notice, message, () -> sender.send(List.of(letter)));
  }

  @Override
  public void close() { sender.close(); }
}
