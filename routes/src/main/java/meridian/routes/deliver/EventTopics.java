package meridian.routes.deliver;

import java.nio.charset.StandardCharsets;

import jakarta.jms.ConnectionFactory;

import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/**
 * Publishes readings and events on one topic a noun, as persistent text. Properties Verb, Noun, MessageID and Source are there for selectors;
 * JMSCorrelationID is the MessageID.
 */
public final class EventTopics implements Subscriber, AutoCloseable {
  public static final String METER_READINGS = "meridian.cim.event.MeterReadings";
  public static final String END_DEVICE_EVENTS = "meridian.cim.event.EndDeviceEvents";

  private final CimCodec codec;
  private final String source;
  private final Outbound outbound;
  private final JmsSender sender;

  public EventTopics(CimCodec codec, String source, Outbound outbound, ConnectionFactory connections) {
    this.codec = codec;
    this.source = source;
    this.outbound = outbound;
    sender = new JmsSender(connections);
  }

  @Override
  public String name() { return "jms-topics"; }

  @Override
  public boolean wants(Notice notice) { return !(notice.content() instanceof Notice.ControlReply); }

  @Override
  public void deliver(Notice notice) throws Exception {
    Outbound.Kind kind = Outbound.kind(notice);
    byte[] message = codec.encode(notice, Wrapping.GENERIC);
    String topic = "meridian.cim.event." + kind.noun();
    outbound.tell("jms:topic:" + topic, "", notice, message,
      () -> sender.send(new String(message, StandardCharsets.UTF_8), (session, text) -> {
        text.setJMSCorrelationID(notice.messageId().toString());
        text.setStringProperty("Verb", kind.verb().text());
        text.setStringProperty("Noun", kind.noun());
        text.setStringProperty("MessageID", notice.messageId().toString());
        text.setStringProperty("Source", source);
        return session.createTopic(topic);
      }));
  }

  @Override
  public void close() { sender.close(); }
}
