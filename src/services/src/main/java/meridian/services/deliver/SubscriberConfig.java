package meridian.services.deliver;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.Mrid;
import meridian.model.config.BadSetting;
import meridian.model.config.Setting;
import meridian.model.grid.Feeder;
import meridian.model.grid.Meter;
import meridian.model.message.Notice;
import meridian.model.metering.ReadingType;
import meridian.services.registry.Registry;

/**
 * {@code subscribers.NAME}: what all kinds have in common.
 *
 * @param groups feeders of the network model, today's only groups; which meters a feeder has is asked once, when the hub starts
 * @param rate messages a second
 */
public record SubscriberConfig(
  @Setting(value = "", says = "What kind of endpoint it is; must be given.") String kind,
  @Setting(value = "MeterReadings,EndDeviceEvents", says = "What it gets: MeterReadings, EndDeviceEvents, MeterServiceRequests, or some of these.") Set<String> nouns,
  @Setting(value = "", says = "Only values of these ReadingTypes, each a code of 18 parts; empty for all.") Set<String> readingTypes,
  @Setting(value = "", says = "Only what concerns meters of these feeders, each by its name or mRID in the network model; empty for all.") Set<String> groups,
  @Setting(value = "", says = "Only these EndDeviceEventTypes, where * stands for any number, for example 3.26.*.*; empty for all.") Set<String> eventCodes,
  @Setting(value = "500", min = "1", says = "Most MeterReadings, EndDeviceEvents or objects in one message.") int batchSize,
  @Setting(value = "0", min = "0", says = "Most messages a second; 0 for no limit.") int rate,
  @Setting(value = "30s", min = "1ms", says = "Longest wait until the other side has taken a message; then it is tried again.") Duration patience,
  @Setting(value = "", says = "The NAME of partners.NAME in whose dialect messages go out; empty for the standard's. Not for the kind sql.") String partner) {
  private static final Logger LOG = LoggerFactory.getLogger(SubscriberConfig.class);
  private static final Set<String> NOUNS = Set.of(Notice.Noun.METER_READINGS.text(), Notice.Noun.END_DEVICE_EVENTS.text(),
    Notice.Noun.METER_SERVICE_REQUESTS.text());

  public SubscriberConfig {
    if (nouns.isEmpty() || !NOUNS.containsAll(nouns))
      throw new BadSetting("nouns", "MeterReadings, EndDeviceEvents, MeterServiceRequests, or some of these");
    if (readingTypes.stream().anyMatch(code -> ReadingType.find(code).isEmpty()))
      throw new BadSetting("reading-types", "ReadingType codes of 18 numbers with dots");
    if (eventCodes.stream().anyMatch(code -> EventCodes.find(code).isEmpty()))
      throw new BadSetting("event-codes", "EndDeviceEventType codes of four numbers or * with dots, such as 3.26.*.85");
  }

  /** @param name of the Subscriber, for what is logged of feeders that the model does not have */
  public Subscription subscription(String name, Registry registry) {
    return new Subscription(nouns.stream().map(text -> Notice.Noun.find(text).orElseThrow()).collect(Collectors.toSet()),
      readingTypes.stream().map(ReadingType::of).collect(Collectors.toSet()),
      groups.isEmpty() ? Optional.empty() : Optional.of(meters(name, registry)),
      eventCodes.stream().sorted().flatMap(code -> EventCodes.find(code).stream()).toList(), batchSize, rate);
  }

  private Set<Mrid> meters(String name, Registry registry) {
    var meters = new HashSet<Mrid>();
    for (String group : groups) {
      List<Feeder> feeders = registry.grid().feeders().stream()
        .filter(feeder -> feeder.name().equals(group) || Mrid.find(group).filter(feeder.mrid()::equals).isPresent()).toList();
      if (feeders.isEmpty()) LOG.warn("subscribers.{}.groups: the network model has no feeder {}; nothing is sent for it", name, group);
      for (Feeder feeder : feeders) {
        registry.topology().metersDownstreamOf(feeder.mrid()).stream().map(Meter::mrid).forEach(meters::add);
      }
    }
    return meters;
  }
}
