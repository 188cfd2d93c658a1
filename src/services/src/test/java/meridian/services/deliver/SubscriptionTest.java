package meridian.services.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.config.BadSetting;
import meridian.model.config.Settings;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.registry.Registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubscriptionTest {
  private static final Instant TIME = Instant.parse("2026-03-01T00:00:00Z");
  private static final Mrid METER = Mrid.derivedFrom("M1");
  private static final Mrid OTHER = Mrid.derivedFrom("M2");
  private static final ReadingType ENERGY = ReadingType.ACTIVE_ENERGY_FORWARD_kWh;
  private static final ReadingType VOLTAGE = ReadingType.VOLTAGE_A_V;
  private static final ReadingType QUARTER = ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh;

  private static Notice notice(Notice.Content content) { return new Notice(7, Mrid.derivedFrom("notice"), TIME, content); }

  private static Notice readings(MeterReading... readings) { return notice(new Notice.Readings(List.of(readings))); }

  private static Notice events(EndDeviceEventType... types) {
    return notice(new Notice.Events(List.of(types).stream()
      .map(type -> new EndDeviceEvent(Mrid.derivedFrom(type.code()), METER, type, TIME, "", "", Map.of())).toList()));
  }

  private static MeterReading both(Mrid meter) {
    return new MeterReading(meter, List.of(reading(ENERGY), reading(VOLTAGE)),
      List.of(new IntervalBlock(QUARTER, TIME, Duration.ofMinutes(15), new double[]{1}, new int[]{0})));
  }

  private static Reading reading(ReadingType type) { return new Reading(type, TIME, 1, ReadingQuality.VALID); }

  private static Subscription with(Map<String, String> settings) {
    return Settings.read(SubscriberConfig.class, settings).subscription("mdm", new Registry(Grid.EMPTY));
  }

  private static List<MeterReading> told(Subscription subscription, Notice notice) {
    return subscription.of(notice).stream().flatMap(part -> ((Notice.Readings) part.content()).meterReadings().stream()).toList();
  }

  @Test
  void withoutFiltersTheNoticeIsTheMessage() {
    Notice notice = readings(both(METER), both(OTHER));
    assertThat(with(Map.of()).of(notice)).containsExactly(notice);
  }

  @Test
  void otherNounsAreNotWanted() {
    var events = with(Map.of("nouns", "EndDeviceEvents"));
    assertThat(events.of(readings(both(METER)))).isEmpty();
    assertThat(events.of(events(EndDeviceEventType.POWER_LOST))).hasSize(1);
    assertThat(with(Map.of()).of(notice(new Notice.ControlReply(List.of())))).isEmpty();
  }

  @Test
  void onlyTheReadingTypesWantedAreTold() {
    var energy = with(Map.of("reading-types", ENERGY.code() + "," + QUARTER.code()));
    MeterReading told = told(energy, readings(both(METER))).getFirst();
    assertThat(told.readings()).extracting(Reading::type).containsExactly(ENERGY);
    assertThat(told.intervalBlocks()).extracting(IntervalBlock::type).containsExactly(QUARTER);
    var volts = new MeterReading(OTHER, List.of(reading(VOLTAGE)), List.of());
    assertThat(energy.of(readings(volts))).isEmpty();
    assertThat(told(energy, readings(volts, both(METER)))).extracting(MeterReading::meter).containsExactly(METER);
  }

  @Test
  void eventCodesAreExactOrWithStars() {
    Notice notice = events(EndDeviceEventType.POWER_LOST, EndDeviceEventType.POWER_RESTORED, EndDeviceEventType.REMOTE_DISCONNECTED);
    assertThat(codes(with(Map.of("event-codes", "3.26.0.85")), notice)).containsExactly("3.26.0.85");
    assertThat(codes(with(Map.of("event-codes", "3.26.*.*")), notice)).containsExactly("3.26.0.85", "3.26.0.216");
    assertThat(codes(with(Map.of("event-codes", "*.*.*.85,3.31.0.68")), notice)).containsExactly("3.26.0.85", "3.31.0.68");
    assertThat(codes(with(Map.of("event-codes", "0.26.0.85")), notice)).isEmpty();
  }

  private static List<String> codes(Subscription subscription, Notice notice) {
    return subscription.of(notice).stream().flatMap(part -> ((Notice.Events) part.content()).events().stream())
      .map(event -> event.type().code()).toList();
  }

  @Test
  void onlyDevicesOfItsGroupsAreTold() {
    var one = new Subscription(Set.of(Notice.Noun.METER_READINGS), Set.of(), Optional.of(Set.of(OTHER)), List.of(), 500, 0);
    assertThat(told(one, readings(both(METER), both(OTHER)))).extracting(MeterReading::meter).containsExactly(OTHER);
    assertThat(one.of(readings(both(METER)))).isEmpty();
  }

  /** A feeder that the model does not have has no meters: nothing is told, rather than everything. */
  @Test
  void anUnknownGroupTellsNothing() {
    var grid = new Grid(List.of(), List.of(new Feeder(Mrid.derivedFrom("F1"), "F1", Mrid.derivedFrom("S"))), List.of(), List.of(),
      List.of(),
      List.of(), List.of(), List.of());
    var config = Settings.read(SubscriberConfig.class, Map.of("groups", "F9"));
    assertThat(config.subscription("mdm", new Registry(grid)).of(readings(both(METER)))).isEmpty();
  }

  @Test
  void largeNoticesAreSplitTheSameWayEachTime() {
    MeterReading[] many = IntStream.range(0, 5).mapToObj(i -> both(Mrid.derivedFrom("M" + i))).toArray(MeterReading[]::new);
    var two = with(Map.of("batch-size", "2"));
    List<Notice> parts = two.of(readings(many));
    assertThat(parts).extracting(part -> ((Notice.Readings) part.content()).meterReadings().size()).containsExactly(2, 2, 1);
    assertThat(told(two, readings(many))).containsExactly(many);
    assertThat(parts).isEqualTo(two.of(readings(many)));
    assertThat(parts).extracting(Notice::messageId).doesNotHaveDuplicates();
    assertThat(parts).extracting(Notice::sequence).containsOnly(7L);
  }

  /** Who throws duplicates away by MessageID must lose nothing when an operator changes the subscription between two tries. */
  @Test
  void messagesOfDifferentContentNeverShareAMessageId() {
    MeterReading[] many = IntStream.range(0, 4).mapToObj(i -> both(Mrid.derivedFrom("M" + i))).toArray(MeterReading[]::new);
    var ids = new HashSet<Mrid>();
    var contents = new HashSet<Notice.Content>();
    for (Map<String, String> settings : List.of(Map.<String, String>of(), Map.of("batch-size", "1"), Map.of("batch-size", "2"),
      Map.of("batch-size", "3"), Map.of("reading-types", ENERGY.code()), Map.of("reading-types", VOLTAGE.code(), "batch-size", "2"))) {
      for (Notice part : with(settings).of(readings(many))) {
        assertThat(ids.add(part.messageId())).isEqualTo(contents.add(part.content()));
      }
    }
    assertThat(ids).hasSize(1 + 4 + 2 + 1 + 1 + 2);
  }

  @Test
  void whatIsWrongNamesItsKey() {
    refused("nouns", "MeterReading");
    refused("nouns", "");
    refused("reading-types", "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3");
    refused("event-codes", "3.26.0");
    refused("event-codes", "3.26.0.8x");
  }

  private static void refused(String key, String value) {
    assertThatThrownBy(() -> Settings.read(SubscriberConfig.class, Map.of(key, value))).isInstanceOf(BadSetting.class)
      .hasMessageStartingWith(key + " wants");
  }
}
