package meridian.routes.deliver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.model.config.BadSetting;
import meridian.model.config.Setting;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/**
 * Sends readings and events to a topic or queue, as persistent text. Properties Verb, Noun, MessageID and Source are there for selectors;
 * JMSCorrelationID is the MessageID.
 */
public final class JmsEndpoint implements Subscriber {
  private static final int TOGETHER = 64;
  /** Of messages in one transaction; the broker holds it in memory until the commit. */
  private static final long MOST_BYTES = 4 << 20;

  private final String name;
  private final String kind;
  private final String address;
  private final Function<Notice.Noun, JmsDestination> destinations;
  private final CimCodec codec;
  private final String source;
  private final Outbound outbound;
  private final JmsSender sender;

  /** {@code subscribers.NAME} of the kinds {@code jms-topic} and {@code jms-queue}. */
  public record Config(
    @Setting(value = "", says = "Name of the topic or queue of the hub's broker that gets the messages; must be given. Names that begin with meridian. are the hub's own.") String destination) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    public Config {
      if (!NAME.matcher(destination).matches() || destination.startsWith("meridian."))
        throw new BadSetting("destination", "a name of letters, digits, dots and dashes that does not begin with meridian.");
    }
  }

  JmsEndpoint(String name, String kind, String address, Function<Notice.Noun, JmsDestination> destinations, CimCodec codec, String source,
    Outbound outbound, ConnectionFactory connections) {
    this.name = name;
    this.kind = kind;
    this.address = address;
    this.destinations = destinations;
    this.codec = codec;
    this.source = source;
    this.outbound = outbound;
    sender = new JmsSender(connections);
  }

  @Override
  public String name() { return name; }

  @Override
  public String kind() { return kind; }

  @Override
  public String address() { return address; }

  @Override
  public int together() { return TOGETHER; }

  @Override
  public void deliver(Notice notice) throws JMSException { deliver(List.of(notice)); }

  @Override
  public void deliver(List<Notice> notices) throws JMSException {
    var letters = new ArrayList<JmsSender.Letter>();
    var told = new ArrayList<Outbound.Told>();
    long bytes = 0;
    for (Notice notice : notices) {
      Outbound.Told one = encoded(notice);
      letters.add(letter(one));
      told.add(one);
      bytes += one.message().length;
      if (bytes < MOST_BYTES) continue;
      send(letters, told);
      bytes = 0;
    }
    if (!letters.isEmpty()) send(letters, told);
  }

  private Outbound.Told encoded(Notice notice) {
    return new Outbound.Told(outbound.now(), destinations.apply(notice.noun()).toString(), "", notice,
      codec.encode(notice, Wrapping.GENERIC));
  }

  private JmsSender.Letter letter(Outbound.Told told) {
    Notice notice = told.notice();
    String messageId = notice.messageId().toString();
    return new JmsSender.Letter(destinations.apply(notice.noun()), new String(told.message(), StandardCharsets.UTF_8), messageId,
      Map.of("Verb", Outbound.kind(notice).verb().text(), "Noun", notice.noun().text(), "MessageID", messageId, "Source", source));
  }

  private void send(List<JmsSender.Letter> letters, List<Outbound.Told> told) throws JMSException {
    sender.send(letters);
    told.forEach(outbound::taken);
    letters.clear();
    told.clear();
  }

  @Override
  public void close() { sender.close(); }
}
