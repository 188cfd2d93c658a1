package meridian.hub;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import meridian.hub.config.ConfigException;
import meridian.hub.config.Configuration;
import meridian.routes.deliver.Deliveries;
import meridian.routes.deliver.JmsEndpoint;
import meridian.routes.deliver.SoapEndpoint;
import meridian.services.deliver.Subscribed;
import meridian.services.deliver.Subscriber;
import meridian.services.deliver.SubscriberConfig;
import meridian.services.registry.Registry;
import meridian.store.table.TableConfig;
import meridian.store.table.TableSubscriber;

/**
 * {@code subscribers.NAME}: an endpoint of the enterprise that gets notices.
 *
 * @param endpoint the keys of its kind
 */
record NamedSubscriber(String name, SubscriberConfig config, Kind kind, Record endpoint) {
  private static final String SECTION = "subscribers";

  /** Each kind with its keys. */
  enum Kind {
    JMS_TOPIC("jms-topic", JmsEndpoint.Config.class), JMS_QUEUE("jms-queue", JmsEndpoint.Config.class), SOAP("soap",
      SoapEndpoint.Config.class), SQL("sql", TableConfig.class);

    private final String text;
    private final Class<? extends Record> keys;

    Kind(String text, Class<? extends Record> keys) {
      this.text = text;
      this.keys = keys;
    }
  }

  static Configuration addTo(Configuration sections) {
    Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      kinds.put(kind.text, kind.keys);
    }
    return sections.addNamed(SECTION, SubscriberConfig.class, kinds)
      .retire("cim.subscribers", "each endpoint is a section subscribers.NAME of kind soap now; called soap-NAME it keeps its place")
      .retire("cim.subscriber-patience", "it is subscribers.NAME.patience now");
  }

  static List<NamedSubscriber> read(Configuration configuration) throws ConfigException {
    var all = new ArrayList<NamedSubscriber>();
    for (String name : configuration.names(SECTION)) {
      if (Deliveries.BUILT_IN.contains(name))
        throw new ConfigException(SECTION + "." + name + ": every hub has a subscriber of this name; choose another");
      SubscriberConfig config = configuration.named(SECTION, name, SubscriberConfig.class);
      refuseUnknownPartner(configuration, name, config);
      Kind kind = Stream.of(Kind.values()).filter(each -> each.text.equals(config.kind())).findFirst().orElseThrow();
      all.add(new NamedSubscriber(name, config, kind, configuration.kindOf(SECTION, name)));
    }
    return List.copyOf(all);
  }

  private static void refuseUnknownPartner(Configuration configuration, String name, SubscriberConfig config) throws ConfigException {
    String key = SECTION + "." + name + ".partner";
    if (config.partner().isEmpty()) return;
    if (config.kind().equals(Kind.SQL.text)) throw new ConfigException(key + ": rows of a table have no dialect; leave it out");
    List<String> partners = configuration.names("partners");
    if (!partners.contains(config.partner()))
      throw new ConfigException(key + " wants the name of a partner, was: " + config.partner() + "; there "
        + (partners.isEmpty() ? "is none" : "are " + String.join(", ", partners)));
  }

  /** Those every hub has, then these. @throws IOException when the configuration and an endpoint do not go together; it names the key */
  static List<Subscribed> all(List<NamedSubscriber> named, Deliveries deliveries, Registry registry) throws IOException {
    try {
      return Stream.concat(deliveries.builtIn().stream(), named.stream().map(each -> each.subscribed(deliveries, registry)))
        .toList();
    } catch (IllegalArgumentException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  private Subscribed subscribed(Deliveries deliveries, Registry registry) {
    Subscriber subscriber = switch (kind) {
      case JMS_TOPIC -> deliveries.topic(name, (JmsEndpoint.Config) endpoint, config.patience(), config.partner());
      case JMS_QUEUE -> deliveries.queue(name, (JmsEndpoint.Config) endpoint, config.patience(), config.partner());
      case SOAP -> deliveries.soap(name, (SoapEndpoint.Config) endpoint, config.patience(), config.partner());
      case SQL -> TableSubscriber.open(name, (TableConfig) endpoint, config.patience(), registry::findMeter);
    };
    return new Subscribed(subscriber, config.subscription(name, registry));
  }
}
