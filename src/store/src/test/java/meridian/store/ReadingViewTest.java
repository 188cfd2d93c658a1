package meridian.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.store.contract.Sample;

import static org.assertj.core.api.Assertions.assertThat;

/** The view {@code reading} shows what the port tells, value by value, to the bit. */
class ReadingViewTest {
  private static final Instant START = Instant.parse("2026-02-26T00:00:00Z");
  private static final double[] ODD = {0.1, -0.0, 1e300, -1e-300, Double.MIN_VALUE, Double.MAX_VALUE, -7, 0.30000000000000004,
      9.007199254740993E15, 1e-6, 1.0 / 3, Double.MIN_NORMAL, -4.9e-320};
  private static final List<Mrid> METERS = List.of(Mrid.derivedFrom("a"), Mrid.derivedFrom("b"), Mrid.derivedFrom("c"));

  private record Shown(UUID meter, String type, Instant start, Instant time, long bits, String quality) {}

  @TempDir
  private Path folder;

  @Test
  void h2ShowsWhatThePortTells() throws SQLException {
    showsWhatThePortTells(StoreConfig.in(folder), () -> DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("hub"), "hub", ""));
  }

  @Test
  void postgisShowsWhatThePortTells() throws SQLException {
    StoreConfig config = Opened.postgisConfig(folder);
    showsWhatThePortTells(config, () -> Opened.administrator(config));
  }

  private interface Connector {
    Connection connect() throws SQLException;
  }

  private static void showsWhatThePortTells(StoreConfig config, Connector connector) throws SQLException {
    var random = new Random(7);
    var now = new Instant[]{Instant.parse("2026-03-03T00:00:00Z")};
    Map<Shown, Instant> received = new HashMap<>();
    try (Store store = Store.open(config, () -> now[0])) {
      for (int arrival = 0; arrival < 120; arrival++) {
        now[0] = now[0].plusSeconds(random.nextInt(5_000));
        MeterReading reading = random(random);
        int fresh = store.readings().record(List.of(reading));
        assertThat(fresh).isPositive();
        List<Shown> told = told(store);
        received.keySet().retainAll(told);
        told.forEach(shown -> received.putIfAbsent(shown, now[0].truncatedTo(ChronoUnit.SECONDS)));
      }
      assertThat(received).hasSizeGreaterThan(1_000);
      try (Connection connection = connector.connect()) {
        Map<Shown, Instant> view = view(connection);
        received.forEach((shown, time) -> assertThat(view.remove(shown)).as(shown.toString()).isEqualTo(time));
        assertThat(view).isEmpty();
      }
    }
  }

  private static MeterReading random(Random random) {
    Mrid meter = METERS.get(random.nextInt(METERS.size()));
    Instant time = START.plus(Duration.ofMinutes(15L * random.nextInt(1_000)));
    if (random.nextInt(3) == 0)
      return Sample.of(meter,
        new Reading(random.nextBoolean() ? Sample.ENERGY : Sample.VOLTAGE, time.plusNanos(random.nextInt(1_000_000) * 1_000L),
          value(random), ReadingQuality.of(random.nextInt(256), random.nextInt(256), random.nextInt(65_536))));
    var values = new double[1 + random.nextInt(60)];
    var qualities = new int[values.length];
    boolean odd = random.nextInt(4) == 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = odd ? value(random) : random.nextInt(-100, 100_000) / 1000.0;
      qualities[i] = random.nextInt(5) == 0 ? random.nextInt() : ReadingQuality.VALID.packed();
    }
    ReadingType type = random.nextBoolean() ? Sample.QUARTER : Sample.QUARTER_REVERSE;
    return Sample.of(meter, new IntervalBlock(type, time, Duration.ofMinutes(random.nextInt(5) == 0 ? 60 : 15), values, qualities));
  }

  private static double value(Random random) { return ODD[random.nextInt(ODD.length)]; }

  /** H2 knows one zero only. */
  private static long bits(double value) { return Double.doubleToRawLongBits(value + 0.0); }

  private static List<Shown> told(Store store) {
    var told = new ArrayList<Shown>();
    store.readings().read(METERS, Set.of(), new TimePeriod(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")), reading -> {
      for (Reading one : reading.readings()) {
        told.add(new Shown(reading.meter().uuid(), one.type().code(), Instant.MIN, one.time(), bits(one.value()),
          one.quality().code()));
      }
      for (IntervalBlock block : reading.intervalBlocks()) {
        for (int i = 0; i < block.size(); i++) {
          told.add(new Shown(reading.meter().uuid(), block.type().code(), block.end(i).minus(block.interval()), block.end(i),
            bits(block.values()[i]), new ReadingQuality(block.qualities()[i]).code()));
        }
      }
    });
    return told;
  }

  private static Map<Shown, Instant> view(Connection connection) throws SQLException {
    var shown = new HashMap<Shown, Instant>();
    try (var statement = connection.createStatement();
      ResultSet row = statement
        .executeQuery("SELECT meter, reading_type, interval_start, time, \"value\", quality, received FROM reading")) {
      while (row.next()) {
        OffsetDateTime start = row.getObject(3, OffsetDateTime.class);
        var one = new Shown(row.getObject(1, UUID.class), row.getString(2), start == null ? Instant.MIN : start.toInstant(),
          row.getObject(4, OffsetDateTime.class).toInstant(), bits(row.getDouble(5)), row.getString(6));
        assertThat(shown.put(one, row.getObject(7, OffsetDateTime.class).toInstant())).as("twice").isNull();
      }
    }
    return shown;
  }
}
