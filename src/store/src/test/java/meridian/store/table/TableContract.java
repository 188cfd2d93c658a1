package meridian.store.table;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.model.message.Notice;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.services.deliver.Subscriber;
import meridian.store.contract.Sample;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What holds in every database. */
@Timeout(60)
abstract class TableContract {
  private final Enterprise.Kind kind;
  @SuppressWarnings("NullAway.Init")
  private Enterprise enterprise;

  TableContract(Enterprise.Kind kind) { this.kind = kind; }

  @BeforeEach
  void open() throws Exception {
    assumeTrue(kind.isInstalled(), kind + " is not installed");
    enterprise = Enterprise.open(kind);
  }

  @Test
  void writesRegistersAndIntervals() throws Exception {
    Mrid meter = Mrid.derivedFrom("meter");
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED)) {
      mdm.deliver(Enterprise.readings(1, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 12.5)),
        Sample.of(meter, Sample.quarters("1T10:15:00", 0.25, 0.5))));
    }
    assertThat(enterprise.rows("SELECT mrid, reading_type, quality FROM meter_reading ORDER BY reading_type, reading_time"))
      .containsExactly(meter + " " + Sample.ENERGY + " 1.0.0", meter + " " + Sample.QUARTER + " 1.0.0",
        meter + " " + Sample.QUARTER + " 1.0.0");
    assertThat(enterprise.rows("SELECT reading_value FROM meter_reading ORDER BY reading_type, reading_time"))
      .containsExactly("12.5", "0.25", "0.5");
    assertThat(enterprise.count("meter_reading WHERE reading_time = " + time("2026-03-01 10:30:00"))).isOne();
  }

  @Test
  void writesEvents() throws Exception {
    var event = new EndDeviceEvent(Mrid.random(), Mrid.random(), EndDeviceEventType.POWER_LOST, Sample.at("1T10:00:00.123456"), "last gasp",
      "order-1", Map.of("phase", "A", "quote", "\"\\\n"));
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED)) {
      mdm.deliver(Enterprise.notice(1, new Notice.Events(List.of(event))));
    }
    assertThat(enterprise.rows("SELECT event_id, mrid, event_type, reason, tracking_id FROM end_device_event")).containsExactly(
      event.mrid() + " " + event.device() + " 3.26.0.85 last gasp order-1");
    assertThat(enterprise.rows("SELECT details FROM end_device_event").getFirst().replace(" ", ""))
      .isEqualTo("{\"phase\":\"A\",\"quote\":\"\\\"\\\\" + (kind == Enterprise.Kind.POSTGRESQL ? "\\n" : "\\u000a") + "\"}");
    assertThat(enterprise.count("end_device_event WHERE event_time = " + time("2026-03-01 10:00:00.123456"))).isOne();
  }

  /** As after a crash before the outbox moved on, and as when an operator replays a day. */
  @Test
  void aNoticeThatComesAgainChangesNothing() throws Exception {
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      mdm.deliver(Enterprise.notice(1, 3));
      mdm.deliver(Enterprise.notice(2, 3));
      mdm.deliver(Enterprise.notice(1, 3));
    }
    try (TableSubscriber again = enterprise.subscriber(Enterprise.APPENDING)) {
      again.deliver(Enterprise.notice(2, 3));
      again.deliver(Enterprise.notice(3, 3));
    }
    assertThat(enterprise.count("appended")).isEqualTo(9);
    assertThat(enterprise.rows("SELECT source FROM appended")).containsOnly("hub");
  }

  /** One that is refused takes those it came with back out; they come again one by one. */
  @Test
  void severalNoticesAreOneTransaction() throws Exception {
    var negative = Enterprise.readings(3, Sample.of(Mrid.random(), Sample.reading(Sample.ENERGY, "1T10:00:00", -1)));
    enterprise.execute("ALTER TABLE appended ADD CONSTRAINT not_negative CHECK (reading_value >= 0)");
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      mdm.deliver(Enterprise.notice(1, 2));
      assertThatThrownBy(() -> mdm.deliver(List.of(Enterprise.notice(1, 2), Enterprise.notice(2, 2), negative)))
        .isInstanceOf(Subscriber.Refused.class);
      assertThat(enterprise.count("appended")).isEqualTo(2);
      mdm.deliver(List.of(Enterprise.notice(1, 2), Enterprise.notice(2, 2), Enterprise.notice(4, 2)));
    }
    assertThat(enterprise.count("appended")).isEqualTo(6);
    assertThat(enterprise.count("meridian_delivered")).isEqualTo(3);
  }

  @Test
  void aSecondSubscriberHasMarksOfItsOwn() throws Exception {
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING);
      TableSubscriber billing = TableSubscriber.open("billing", enterprise.config(Enterprise.APPENDING), Enterprise.PATIENCE,
        _ -> Optional.empty())) {
      mdm.deliver(Enterprise.notice(1, 1));
      billing.deliver(Enterprise.notice(1, 1));
    }
    assertThat(enterprise.count("appended")).isEqualTo(2);
  }

  @Test
  void aCorrectionUpdatesItsRowWhereThereIsAKey() throws Exception {
    Mrid meter = Mrid.random();
    var corrected = new Reading(Sample.ENERGY, Sample.at("1T10:00:00"), 13, ReadingQuality.CORRECTED);
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED)) {
      mdm.deliver(Enterprise.readings(1, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 12))));
      mdm.deliver(Enterprise.readings(2, Sample.of(meter, corrected, Sample.reading(Sample.ENERGY, "1T11:00:00", 14))));
    }
    assertThat(enterprise.rows("SELECT reading_value, quality FROM meter_reading ORDER BY reading_time"))
      .containsExactly("13 2.7.0", "14 1.0.0");
  }

  @Test
  void aCorrectionIsAppendedWhereThereIsNone() throws Exception {
    Mrid meter = Mrid.random();
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      mdm.deliver(Enterprise.readings(1, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 12))));
      mdm.deliver(Enterprise.readings(2, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 13))));
    }
    assertThat(enterprise.count("appended")).isEqualTo(2);
  }

  @Test
  void ofTwoValuesForOneKeyInOneNoticeTheLastCounts() throws Exception {
    Mrid meter = Mrid.random();
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED)) {
      mdm.deliver(Enterprise.readings(1, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 12),
        Sample.reading(Sample.ENERGY, "1T10:00:00", 13))));
    }
    assertThat(enterprise.rows("SELECT reading_value FROM meter_reading")).containsExactly("13");
  }

  @Test
  void aValueThatDoesNotFitIsRefusedWithItsWholeNoticeAndTheNextGoesIn() throws Exception {
    Mrid meter = Mrid.random();
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED)) {
      var tooLarge = Enterprise.readings(1, Sample.of(meter, Sample.reading(Sample.ENERGY, "1T10:00:00", 1)),
        Sample.of(meter, Sample.reading(Sample.ENERGY, "1T11:00:00", 1e15)));
      assertThatThrownBy(() -> mdm.deliver(tooLarge)).isInstanceOf(Subscriber.Refused.class).hasMessageContaining("does not fit")
        .hasMessageContainingAll("18").message().containsIgnoringCase("reading_value");
      mdm.deliver(Enterprise.notice(2, 2));
    }
    assertThat(enterprise.count("meter_reading")).isEqualTo(2);
    assertThat(enterprise.count("meridian_delivered")).isOne();
  }

  @Test
  void aTextThatIsTooLongIsRefused() throws Exception {
    try (TableSubscriber mdm = enterprise.subscriber(Map.of("readings-table", "appended", "readings-mapping", "source=reading-type"))) {
      assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(1, 1))).isInstanceOf(Subscriber.Refused.class)
        .hasMessageContaining("characters does not fit").message().containsIgnoringCase("source");
    }
  }

  /** What the database knows and we do not. */
  @Test
  void rowsAConstraintForbidsAreRefused() throws Exception {
    enterprise.execute("ALTER TABLE appended ADD CONSTRAINT not_negative CHECK (reading_value >= 0)");
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      assertThatThrownBy(
        () -> mdm.deliver(Enterprise.readings(1, Sample.of(Mrid.random(), Sample.reading(Sample.ENERGY, "1T10:00:00", -1)))))
        .isInstanceOf(Subscriber.Refused.class).message().containsIgnoringCase("not_negative");
      mdm.deliver(Enterprise.notice(2, 1));
    }
    assertThat(enterprise.count("appended")).isOne();
  }

  @Test
  void tenThousandValuesGoInInAMoment() throws Exception {
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.KEYED);
      TableSubscriber log = enterprise.subscriber(Map.ofEntries(
        entry("readings-table", "appended"), entry("readings-mapping", "mrid=mrid,reading_time=time,reading_value=value"),
        entry("marker-table", "appended_mark")))) {
      Notice large = Enterprise.notice(1, 10_000);
      for (TableSubscriber each : List.of(mdm, log)) {
        each.deliver(Enterprise.notice(2, 10_000)); // the statements are prepared, the code is warm
        long begun_ns = System.nanoTime();
        each.deliver(large);
        Duration took = Duration.ofNanos(System.nanoTime() - begun_ns);
        System.out.println(kind + (each == mdm ? " with" : " without") + " a key: 10,000 values in " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(20)); // a bound no machine misses but row by row
      }
    }
    assertThat(enterprise.count("meter_reading")).isEqualTo(20_000);
    assertThat(enterprise.count("appended")).isEqualTo(20_000);
  }

  /** Marks of long ago are forgotten; a notice that may be among them is written only where a key keeps it from doubling. */
  @Test
  void remembersSoManyNoticesBack() throws Exception {
    var kept = new HashMap<>(Enterprise.APPENDING);
    kept.put("marker-kept", "10");
    try (TableSubscriber mdm = enterprise.subscriber(kept)) {
      for (int n = 1; n <= 50; n++) {
        mdm.deliver(Enterprise.notice(n, 1));
      }
      assertThat(enterprise.count("meridian_delivered")).isLessThan(15);
      mdm.deliver(Enterprise.notice(45, 1));
      assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(3, 1))).isInstanceOf(Subscriber.Refused.class)
        .hasMessageContaining("older than");
      assertThat(enterprise.count("appended")).isEqualTo(50);
      // A hub set up anew counts from one again.
      mdm.deliver(new Notice(1, Mrid.random(), Sample.at("9T00:00:00"), Enterprise.notice(99, 1).content()));
      assertThat(enterprise.count("appended")).isEqualTo(51);
    }
    kept.putAll(Enterprise.KEYED);
    kept.remove("readings-mapping");
    try (TableSubscriber keyed = enterprise.subscriber(kept)) {
      keyed.deliver(Enterprise.notice(3, 1));
      keyed.deliver(Enterprise.notice(3, 1));
    }
    assertThat(enterprise.count("meter_reading")).isOne();
  }

  @Test
  void namesAMeterAsItsPeopleDo() throws Exception {
    Mrid known = Mrid.derivedFrom("known");
    var meter = new Meter(known, "M1", "SN-1", "dlms", "127.0.0.1:1", "model", Mrid.random());
    String mapping = switch (kind) {
      case POSTGRESQL, MARIADB, H2 -> "reading_type=name,quality=serial-number,mrid=mrid,reading_time=start,reading_value=sequence";
      case H2_AS_ORACLE -> "reading_type=name,quality=serial-number,mrid=mrid,reading_time=received,reading_value=sequence";
    };
    try (TableSubscriber mdm = TableSubscriber.open("mdm",
      enterprise.config(Map.of("readings-table", "meter_reading", "readings-mapping", mapping)),
      Enterprise.PATIENCE, mrid -> mrid.equals(known) ? Optional.of(meter) : Optional.empty())) {
      mdm.deliver(Enterprise.readings(7, Sample.of(known, Sample.quarters("1T10:15:00", 1))));
    }
    assertThat(enterprise.rows("SELECT reading_type, quality, reading_value FROM meter_reading")).containsExactly("M1 SN-1 7");
  }

  @Test
  void aMissingTableStopsTheStart() {
    refusesToOpen(Map.of("readings-table", "no_such_table"), "subscribers.mdm.readings-table", "no_such_table");
  }

  @Test
  void aMissingColumnStopsTheStart() {
    refusesToOpen(Map.of("readings-table", "meter_reading", "readings-mapping", "metre=mrid"), "subscribers.mdm.readings-mapping",
      "meter_reading", "metre", "reading_type");
  }

  @Test
  void aColumnWithoutAValueStopsTheStart() {
    refusesToOpen(
      Map.of("readings-table", "meter_reading", "readings-mapping", "mrid=mrid,reading_time=time,reading_value=value,quality=quality"),
      "subscribers.mdm.readings-mapping", "reading_type", "must have a value");
  }

  @Test
  void aWordThatDoesNotFitItsColumnStopsTheStart() {
    refusesToOpen(Map.of("readings-table", "appended", "readings-mapping", "reading_time=quality"), "subscribers.mdm.readings-mapping",
      "quality does not fit", "reading_time");
  }

  @Test
  void aKeyWithoutAUniqueIndexStopsTheStart() {
    refusesToOpen(Map.of("readings-table", "appended", "readings-mapping", "mrid=mrid,reading_value=value", "readings-key", "mrid"),
      "subscribers.mdm.readings-key", "appended", "unique", "mrid");
  }

  @Test
  void aWrongPasswordStopsTheStartAndIsNotSaid() {
    assertThatThrownBy(() -> enterprise.subscriber(Map.of("readings-table", "appended", "password", "not-the-secret")))
      .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("subscribers.mdm.password")
      .hasMessageNotContaining("not-the-secret");
  }

  @Test
  void whatLooksLikeSqlIsNoName() {
    refusesToOpen(Map.of("readings-table", "appended; DROP TABLE appended"), "subscribers.mdm.readings-table", "wants a table's name");
    refusesToOpen(Map.of("readings-table", "appended", "readings-mapping", "mrid)=mrid"), "subscribers.mdm.readings-mapping",
      "column=word");
    refusesToOpen(Map.of("readings-table", "appended", "readings-mapping", "mrid=mrid", "marker-table", "m(x int)"),
      "subscribers.mdm.marker-table");
  }

  private void refusesToOpen(Map<String, String> settings, String... words) {
    assertThatThrownBy(() -> enterprise.subscriber(settings).close()).isInstanceOf(IllegalArgumentException.class).message()
      .satisfies(message -> assertThat(message.toLowerCase(Locale.ROOT)).contains(words));
  }

  private String time(String utc) throws SQLException {
    return switch (kind) {
      case POSTGRESQL, H2 -> "TIMESTAMP WITH TIME ZONE '" + utc + "+00'";
      case MARIADB, H2_AS_ORACLE -> "TIMESTAMP '" + utc + "'";
    };
  }

}
