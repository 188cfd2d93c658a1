package meridian.cim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
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

/** Thousands of messages of random content: each is valid and says, to JAXB, what it was made from. */
class GeneratedMessagesTest {
  private static final int MESSAGES = 1_500;

  private final Random random = new Random(20260329);
  private final Naming naming = new Naming() {
    @Override
    public String nameOf(Mrid device) { return XmlBytesTest.randomText(new Random(device.hashCode()), 1 + (device.hashCode() & 15)); }

    @Override
    public String usagePointOf(Mrid device) { return (device.hashCode() & 1) == 0 ? "" : "UP" + device.hashCode(); }
  };
  private final CimCodec codec = new CimCodec(CimLimits.defaults(), naming, "Mëridian & Co");

  @Test
  void readings() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      var written = new ArrayList<MeterReading>();
      for (int n = random.nextInt(4); n >= 0; n--)
        written.add(meterReading());
      for (byte[] message : List.of(codec.encode(notice(new Notice.Readings(written)), wrapping()), queryReply(written))) {
        assertThat(TestMessages.violations(message)).isEmpty();
        List<meridian.cim.jaxb.readings.MeterReading> read = JaxbReader.readings(message).getMeterReading();
        assertThat(read).hasSameSizeAs(written);
        for (int m = 0; m < read.size(); m++)
          same(written.get(m), read.get(m));
      }
    }
  }

  private void same(MeterReading written, meridian.cim.jaxb.readings.MeterReading read) {
    assertThat(read.getMeter().getMRID()).isEqualTo(written.meter().toString());
    assertThat(read.getMeter().getNames().getFirst().getName()).isEqualTo(XmlBytesTest.holdable(naming.nameOf(written.meter())));
    assertThat(read.getMeter().getNames().getFirst().getNameType().getName()).isEqualTo("MeterName");
    assertThat(read.getUsagePoint() == null ? "" : read.getUsagePoint().getNames().getFirst().getName())
      .isEqualTo(naming.usagePointOf(written.meter()));
    assertThat(read.getReadings()).hasSameSizeAs(written.readings());
    for (int i = 0; i < written.readings().size(); i++) {
      Reading reading = written.readings().get(i);
      var other = read.getReadings().get(i);
      assertThat(other.getReadingType().getRef()).isEqualTo(reading.type().code());
      assertThat(Instant.parse(other.getTimeStamp())).isEqualTo(reading.time());
      sameValue(other.getValue(), reading.value());
      assertThat(quality(other.getReadingQualities())).isEqualTo(reading.quality().code());
    }
    assertThat(read.getIntervalBlocks()).hasSameSizeAs(written.intervalBlocks());
    for (int b = 0; b < written.intervalBlocks().size(); b++) {
      IntervalBlock block = written.intervalBlocks().get(b);
      var other = read.getIntervalBlocks().get(b);
      assertThat(other.getReadingType().getRef()).isEqualTo(block.type().code());
      assertThat(other.getIntervalReadings()).hasSize(block.size());
      for (int i = 0; i < block.size(); i++) {
        assertThat(Instant.parse(other.getIntervalReadings().get(i).getTimeStamp())).isEqualTo(block.end(i));
        sameValue(other.getIntervalReadings().get(i).getValue(), block.values()[i]);
        assertThat(quality(other.getIntervalReadings().get(i).getReadingQualities()))
          .isEqualTo(new ReadingQuality(block.qualities()[i]).code());
      }
    }
  }

  private static String quality(List<meridian.cim.jaxb.readings.ReadingQuality> qualities) {
    return qualities.isEmpty() ? "1.0.0" : qualities.getFirst().getReadingQualityType().getRef();
  }

  private static void sameValue(String read, double written) {
    assertThat(new BigDecimal(read).subtract(BigDecimal.valueOf(written)).abs()).isLessThanOrEqualTo(new BigDecimal("0.00000051"));
  }

  @Test
  void events() throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      var written = new ArrayList<EndDeviceEvent>();
      for (int n = random.nextInt(4); n >= 0; n--)
        written.add(event());
      byte[] message = codec.encode(notice(new Notice.Events(written)), wrapping());
      assertThat(TestMessages.violations(message)).isEmpty();
      var read = JaxbReader.events(message).getEndDeviceEvent();
      assertThat(read).hasSameSizeAs(written);
      for (int e = 0; e < read.size(); e++) {
        var details = new HashMap<String, String>();
        read.get(e).getEndDeviceEventDetails().forEach(detail -> details.put(detail.getName(), detail.getValue()));
        assertThat(new EndDeviceEvent(Mrid.of(read.get(e).getMRID()), Mrid.of(read.get(e).getAssets().getMRID()),
          EndDeviceEventType.find(read.get(e).getEndDeviceEventType().getRef()).orElseThrow(),
          Instant.parse(read.get(e).getCreatedDateTime()),
          read.get(e).getReason() == null ? "" : read.get(e).getReason(),
          read.get(e).getIssuerTrackingID() == null ? "" : read.get(e).getIssuerTrackingID(), details)).isEqualTo(written.get(e));
        assertThat(read.get(e).getIssuerID()).isEqualTo("Mëridian & Co");
      }
    }
  }

  @Test
  void replies() {
    for (int i = 0; i < MESSAGES; i++) {
      var errors = new ArrayList<CimError>();
      for (int n = random.nextInt(4); n > 0; n--) {
        errors.add(new CimError(text(5), CimError.Level.values()[random.nextInt(4)], text(30), text(60), text(20), text(10)));
      }
      var header = new Header(Verb.values()[random.nextInt(Verb.values().length)], random.nextBoolean() ? "MeterReadings" : text(12),
        text(4), text(8),
        Optional.empty(), text(8), random.nextBoolean(), text(30), random.nextBoolean(), text(8), text(36), text(36), Map.of());
      Wrapping wrapping = header.verb() == Verb.GET && header.noun().equals("MeterReadings") ? wrapping() : Wrapping.GENERIC;
      var reply = new Reply(Reply.Result.values()[random.nextInt(3)], errors);
      assertThat(TestMessages.violations(codec.encodeReply(header, wrapping, text(36), TestMessages.NOW, reply))).isEmpty();
    }
  }

  private byte[] queryReply(List<MeterReading> readings) throws IOException {
    var out = new ByteArrayOutputStream();
    codec.encodeReadings(Header.of(Verb.GET, "MeterReadings", text(10), text(10), TestMessages.NOW, text(5)), wrapping(), text(10),
      TestMessages.NOW,
      Reply.ok(), readings::forEach, out);
    return out.toByteArray();
  }

  private Notice notice(Notice.Content content) {
    return new Notice(1, mrid(), TestMessages.NOW.plusNanos(random.nextInt(2_000_000_000)), content);
  }

  private MeterReading meterReading() {
    var readings = new ArrayList<Reading>();
    for (int n = random.nextInt(4); n > 0; n--)
      readings.add(new Reading(type(), time(), value(), new ReadingQuality(qualityCode())));
    var blocks = new ArrayList<IntervalBlock>();
    for (int n = random.nextInt(3); n > 0; n--) {
      int size = 1 + random.nextInt(20);
      blocks.add(new IntervalBlock(type(), time(),
        random.nextInt(5) == 0 ? Duration.ofMillis(1 + random.nextInt(5_000_000)) : Duration.ofMinutes(15),
        random.doubles(size).map(_ -> value()).toArray(), random.ints(size).map(_ -> qualityCode()).toArray()));
    }
    return new MeterReading(mrid(), readings, blocks);
  }

  private EndDeviceEvent event() {
    var details = new HashMap<String, String>();
    for (int n = random.nextInt(3); n > 0; n--)
      details.put(plain(1 + random.nextInt(10)), plain(random.nextInt(20)));
    return new EndDeviceEvent(mrid(), mrid(),
      new EndDeviceEventType(random.nextInt(60), random.nextInt(50), random.nextInt(300), random.nextInt(300)), time(),
      plain(random.nextInt(30)), plain(random.nextInt(30)), details);
  }

  private ReadingType type() {
    return random.nextBoolean()
      ? ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh
      : ReadingType.of("0.0.2.4." + random.nextInt(20) + ".1.12.0.0.0.0.0.0.0.0.-" + random.nextInt(4) + ".72.0");
  }

  private int qualityCode() {
    return random.nextInt(3) == 0
      ? ReadingQuality.of(random.nextInt(6), random.nextInt(13), random.nextInt(300)).packed()
      : ReadingQuality.VALID.packed();
  }

  private double value() {
    return random.nextInt(10) == 0
      ? Math.scalb(random.nextDouble() - 0.5, random.nextInt(80) - 30)
      : Math.round(random.nextDouble() * 1e6) / 1e3;
  }

  private Instant time() {
    return Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L), random.nextInt(5) == 0 ? random.nextInt(1_000_000_000) : 0);
  }

  private Mrid mrid() { return new Mrid(new UUID(random.nextLong(), random.nextLong())); }

  /** Any text at all. */
  private String text(int most) { return XmlBytesTest.randomText(random, random.nextInt(most + 1)); }

  /** Text that XML can hold. */
  private String plain(int length) { return XmlBytesTest.holdable(XmlBytesTest.randomText(random, length)); }

  private Wrapping wrapping() { return random.nextBoolean() ? Wrapping.GENERIC : Wrapping.TYPED; }
}
