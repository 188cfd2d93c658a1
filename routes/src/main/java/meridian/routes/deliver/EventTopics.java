package meridian.routes.deliver;

import jakarta.jms.ConnectionFactory;

import meridian.cim.CimCodec;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscribed;
import meridian.services.deliver.Subscription;

/** Readings, events and work on one topic a noun: the Subscriber that every hub has. */
public final class EventTopics {
  public static final String METER_READINGS = "meridian.cim.event.MeterReadings";
  public static final String END_DEVICE_EVENTS = "meridian.cim.event.EndDeviceEvents";
  public static final String METER_SERVICE_REQUESTS = "meridian.cim.event.MeterServiceRequests";
  static final String NAME = "jms-topics";

  private EventTopics() {}

  static JmsEndpoint endpoint(CimCodec codec, String source, Outbound outbound, ConnectionFactory connections) {
    return new JmsEndpoint(NAME, "jms-topic", "jms:topic:meridian.cim.event.*",
      noun -> new JmsDestination(JmsDestination.Kind.TOPIC, "meridian.cim.event." + noun.text()), codec, source, outbound, connections);
  }

  static Subscribed subscribed(JmsEndpoint endpoint) {
    return new Subscribed(endpoint, Subscription.to(Notice.Noun.METER_READINGS, Notice.Noun.END_DEVICE_EVENTS,
      Notice.Noun.METER_SERVICE_REQUESTS));
  }
}
