package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.PartnerProfile;
import meridian.model.Mrid;
import meridian.model.config.Settings;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes out in a partner's dialect: valid once it is mapped back, and saying the same. */
class DialectsOutTest {
  private static final Mrid METER = Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000001");
  private static final Mrid MESSAGE = Mrid.of("00000000-0000-4000-8000-000000000009");
  private static final Instant NOW = TestMessages.NOW;
  private static final ReadingType QUARTERS = ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh;

  private final Random random = new Random(20261121);

  /** Each setting that changes what goes out, alone and with the others, at random. */
  static Stream<PartnerProfile> profiles() {
    var random = new Random(1968);
    String[][] settings = {{"envelope", "2008-draft", "2010-draft", "2011-draft", "2013", "2022"},
        {"identify", "both", "names", "mrid", "serial"},
        {"values", "as-stored", "readings", "interval-blocks"}, {"wrappers", "", "http://iec.ch/TC57/2017/"},
        {"payloads", "http://iec.ch/TC57/2011/", "http://www.iec.ch/TC57/2009/"}, {"event-type-zero", "false", "true"},
        {"compressed", "false", "true"}, {"codes", "", "KWH & 15 = " + QUARTERS + ",<OFF> = 3.26.0.85"}};
    return Stream.concat(
      Stream.of(settings).flatMap(one -> IntStream.range(1, one.length).mapToObj(i -> profile(Map.of(one[0], one[i])))),
      IntStream.range(0, 40).mapToObj(_ -> {
        var chosen = new LinkedHashMap<String, String>();
        for (String[] one : settings) {
          chosen.put(one[0], one[1 + random.nextInt(one.length - 1)]);
        }
        if (random.nextBoolean()) chosen.putAll(Map.of("zone", "America/St_Johns", "local-times", "true"));
        return profile(chosen);
      }));
  }

  private static PartnerProfile profile(Map<String, String> settings) { return Settings.read(PartnerProfile.class, settings); }

  @ParameterizedTest
  @MethodSource("profiles")
  void saysTheSameAndIsValid(PartnerProfile profile) throws IOException {
    CimCodec codec = TestMessages.codec();
    for (Notice notice : List.of(notice(new Notice.Readings(readings())), notice(new Notice.Events(events())))) {
      for (Wrapping wrapping : List.of(Wrapping.GENERIC, Wrapping.TYPED)) {
        Examined ours = Examiner.examine(new ByteArrayInputStream(codec.encode(notice, wrapping)), PartnerProfile.NONE);
        Examined theirs = Examiner.examine(new ByteArrayInputStream(codec.towards(profile).encode(notice, wrapping)), profile);
        assertThat(theirs.complaints()).isEmpty();
        assertThat(theirs.compressed()).isEqualTo(profile.compressed());
        assertThat(theirs.census().objects()).isEqualTo(ours.census().objects());
        assertThat(theirs.census().codes("EndDeviceEventType")).isEqualTo(ours.census().codes("EndDeviceEventType"));
        assertThat(values(theirs)).isEqualTo(values(ours));
        assertThat(theirs.census().first()).isEqualTo(ours.census().first());
        assertThat(theirs.census().last()).isEqualTo(ours.census().last());
      }
    }
  }

  private static long values(Examined message) { return message.census().count("Readings") + message.census().count("IntervalReadings"); }

  @Test
  void identificationIsAsThePartnerWants() {
    assertThat(meter("both")).isEqualTo("<Meter><mRID>" + METER + "</mRID>" + names("M-0001", "MeterName") + "</Meter>");
    assertThat(meter("names")).isEqualTo("<Meter>" + names("M-0001", "MeterName") + "</Meter>");
    assertThat(meter("mrid")).isEqualTo("<Meter><mRID>" + METER + "</mRID></Meter>");
    assertThat(meter("serial")).isEqualTo("<Meter><mRID>M-0001</mRID>" + names("M-0001", "MeterName") + "</Meter>");
  }

  @Test
  void theOnlyIdentificationStays() {
    CimCodec namesOnly = TestMessages.codec().towards(profile(Map.of("identify", "names")));
    Mrid nameless = Mrid.of("7c5f6b1c-5e0d-4b1e-9a55-000000000002");
    assertThat(text(namesOnly.encode(notice(new Notice.Readings(List.of(register(nameless)))), Wrapping.GENERIC)))
      .contains("<Meter><mRID>" + nameless + "</mRID></Meter>");
    CimCodec mridOnly = TestMessages.codec().towards(profile(Map.of("identify", "mrid")));
    assertThat(text(mridOnly.encode(notice(new Notice.Readings(List.of(register(METER)))), Wrapping.GENERIC)))
      .contains("<UsagePoint>" + names("UP &lt;0001&gt;", "UsagePointName") + "</UsagePoint>");
    assertThat(text(namesOnly.encode(notice(new Notice.Events(events())), Wrapping.GENERIC))).as("an event has no other name")
      .contains("<EndDeviceEvent><mRID>");
  }

  @Test
  void valuesAreReadingsOrBlocks() {
    var quarters = new MeterReading(METER, List.of(), List.of(block(4)));
    var readings = text(towards("values", "readings").encode(notice(new Notice.Readings(List.of(quarters))), Wrapping.GENERIC));
    assertThat(readings).doesNotContain("IntervalBlocks").contains("<Readings><timeStamp>2026-03-29T01:45:00Z</timeStamp><value>3</value>");
    var single = new MeterReading(METER,
      IntStream.range(0, 5).mapToObj(i -> new Reading(QUARTERS, NOW.plusSeconds(900L * (i == 4 ? 9 : i)), i,
        ReadingQuality.VALID)).toList(),
      List.of());
    var blocks = text(towards("values", "interval-blocks").encode(notice(new Notice.Readings(List.of(single))), Wrapping.GENERIC));
    assertThat(blocks).containsOnlyOnce("<IntervalBlocks>").containsOnlyOnce("<Readings>")
      .contains("<IntervalReadings><timeStamp>2026-03-29T01:45:00Z</timeStamp><value>3</value></IntervalReadings><ReadingType");
  }

  @Test
  void timesGoOutWithTheOffsetOfTheZone() {
    CimCodec codec = TestMessages.codec().towards(profile(Map.of("zone", "Europe/Berlin", "local-times", "true")));
    assertThat(text(codec.encode(notice(new Notice.Readings(List.of(register(METER)))), Wrapping.TYPED)))
      .contains("<Timestamp>2026-03-29T03:00:00+02:00</Timestamp>", "<timeStamp>2026-03-29T03:00:00+02:00</timeStamp>");
  }

  /** However the encoder hands its bytes over. */
  @Test
  void aStreamInPiecesIsTheSameAsTheWhole() throws IOException {
    Dialect dialect = Dialect.of(profile(Map.of("envelope", "2011-draft", "identify", "names", "event-type-zero", "true")));
    byte[] message = TestMessages.codec().encode(notice(new Notice.Readings(readings())), Wrapping.TYPED);
    byte[] whole = dialect.of(message);
    for (int most : new int[]{1, 7, 100, 5000}) {
      var bytes = new ByteArrayOutputStream();
      OutputStream out = dialect.into(bytes);
      for (int at = 0; at < message.length;) {
        int length = Math.min(1 + random.nextInt(most), message.length - at);
        out.write(message, at, length);
        at += length;
      }
      out.flush();
      assertThat(bytes.toByteArray()).isEqualTo(whole);
    }
  }

  /** A meter is held back until it is named, a message never. */
  @Test
  void aLongMessageFlowsThrough() throws IOException {
    var header = new Header(Verb.GET, "MeterReadings", "", "", Optional.empty(), "", false, "", false, "", "m",
      "", Map.of()).in(Dialect.of(profile(Map.of("identify", "serial", "payloads", "http://www.iec.ch/TC57/2009/"))));
    var counted = new OutputStream() {
      private long bytes;
      private int longest;

      @Override
      public void write(int b) { bytes++; }

      @Override
      public void write(byte[] buffer, int offset, int length) {
        bytes += length;
        longest = Math.max(longest, length);
      }
    };
    TestMessages.codec().encodeReadings(header, Wrapping.GENERIC, "r", NOW, Reply.ok(), sink -> {
      for (int i = 0; i < 500; i++) {
        sink.accept(new MeterReading(METER, List.of(), List.of(block(96))));
      }
    }, counted);
    assertThat(counted.bytes).isGreaterThan(4_000_000);
    assertThat(counted.longest).isLessThan(200_000);
  }

  private static CimCodec towards(String key, String value) { return TestMessages.codec().towards(profile(Map.of(key, value))); }

  private static String meter(String identify) {
    String message = text(towards("identify", identify).encode(notice(new Notice.Readings(List.of(register(METER)))), Wrapping.TYPED));
    return message.substring(message.indexOf("<Meter>"), message.indexOf("</Meter>") + 8);
  }

  private static String names(String name, String type) {
    return "<Names><name>" + name + "</name><NameType><name>" + type + "</name></NameType></Names>";
  }

  private static String text(byte[] message) { return new String(message, StandardCharsets.UTF_8); }

  private static Notice notice(Notice.Content content) { return new Notice(1, MESSAGE, NOW, content); }

  private static MeterReading register(Mrid meter) {
    return new MeterReading(meter, List.of(new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, NOW, 1.5, ReadingQuality.VALID)), List.of());
  }

  private static IntervalBlock block(int size) {
    return new IntervalBlock(QUARTERS, NOW, Duration.ofMinutes(15), IntStream.range(0, size).asDoubleStream().toArray(),
      IntStream.generate(ReadingQuality.VALID::packed).limit(size).toArray());
  }

  private List<MeterReading> readings() {
    var all = new ArrayList<MeterReading>();
    for (int i = 0; i < 5; i++) {
      Mrid meter = Mrid.of("3f1d4a52-7a51-4e29-8a5c-00000000000" + (1 + random.nextInt(9)));
      all.add(new MeterReading(meter, register(meter).readings(), List.of(block(1 + random.nextInt(100)))));
    }
    return all;
  }

  private List<EndDeviceEvent> events() {
    var all = new ArrayList<EndDeviceEvent>();
    for (EndDeviceEventType type : List.of(EndDeviceEventType.POWER_LOST, EndDeviceEventType.POWER_RESTORED,
      EndDeviceEventType.REMOTE_DISCONNECTED)) {
      all.add(new EndDeviceEvent(Mrid.of("00000000-0000-4000-8000-00000000000a"), METER, type, NOW, "why > not", "",
        Map.of("phase", "A")));
    }
    return all;
  }
}
