package meridian.cim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What we write, compared with the golden files (one element per line) and held against the schema. */
class EncodeTest {
  private static final Mrid METER = Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000001");
  private static final Mrid OTHER = Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000002");
  private static final Mrid MESSAGE = Mrid.of("00000000-0000-4000-8000-000000000009");
  private static final EndDeviceEvent LOST = new EndDeviceEvent(Mrid.of("00000000-0000-4000-8000-00000000000a"), METER,
    EndDeviceEventType.POWER_LOST, Instant.parse("2026-03-29T00:59:58.250Z"), "supply lost & not back", "",
    Map.of("voltage", "<10 V", "phase", "A"));

  private final CimCodec codec = TestMessages.codec();

  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void createdMeterReadings(Wrapping wrapping) throws IOException {
    golden("created-meter-readings", wrapping,
      codec.encode(new Notice(1, MESSAGE, TestMessages.NOW, new Notice.Readings(List.of(quarters(), register()))),
        wrapping));
  }

  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void createdEndDeviceEvents(Wrapping wrapping) throws IOException {
    var off = new EndDeviceEvent(Mrid.of("00000000-0000-4000-8000-00000000000b"), OTHER, EndDeviceEventType.REMOTE_DISCONNECTED,
      Instant.parse("2026-03-29T01:00:00Z"), "", "m-3", Map.of());
    golden("created-end-device-events", wrapping,
      codec.encode(new Notice(1, MESSAGE, TestMessages.NOW, new Notice.Events(List.of(LOST, off))), wrapping));
  }

  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void finalControlReply(Wrapping wrapping) throws IOException {
    var commands = List.of(finished(METER, new ControlOutcome.Connected()), finished(OTHER, new ControlOutcome.Armed()),
      finished(Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000003"), new ControlOutcome.TimedOut("no answer within 30 s")));
    golden("control-reply", wrapping, codec.encode(new Notice(1, MESSAGE, TestMessages.NOW, new Notice.ControlReply(commands)), wrapping));
  }

  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void refusal(Wrapping wrapping) throws IOException {
    Header request = Header.of(Verb.CREATE, "EndDeviceControls", "m-3", "", TestMessages.NOW, "CIS");
    golden("control-refused", wrapping, codec.encodeReply(request, wrapping, "r-1", TestMessages.NOW,
      Reply.failed(ErrorCode.INVALID_METER.about("M-<9>", "EndDevice", "line 12: M-<9> is not known"))));
  }

  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void queryReply(Wrapping wrapping) throws IOException {
    Header request = Header.of(Verb.GET, "MeterReadings", "m-1", "corr-1", TestMessages.NOW, "MDM");
    golden("meter-readings-reply", wrapping, readings(request, wrapping, Reply.ok(), sink -> {
      sink.accept(register());
      sink.accept(quarters());
    }));
    byte[] nothing = readings(request, wrapping, Reply.ok(), sink -> {});
    assertThat(TestMessages.violations(nothing)).isEmpty();
    assertThat(new String(nothing, StandardCharsets.UTF_8)).doesNotContain("Payload");
  }

  @ParameterizedTest
  @EnumSource
  void eventsReply(Wrapping wrapping) throws IOException {
    Header request = Header.of(Verb.GET, "EndDeviceEvents", "m-1", "corr-1", TestMessages.NOW, "OMS");
    var out = new ByteArrayOutputStream();
    codec.encodeEvents(request, wrapping, "r-1", TestMessages.NOW, Reply.ok(), sink -> sink.accept(LOST), out);
    golden("end-device-events-reply", wrapping, out.toByteArray());
    out.reset();
    codec.compressing().encodeEvents(request, wrapping, "r-1", TestMessages.NOW, Reply.ok(), sink -> sink.accept(LOST), out);
    assertThat(TestMessages.violations(out.toByteArray())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void objectsReply(Wrapping wrapping) throws IOException {
    Header request = Header.of(Verb.GET, "MeterConfig", "m-1", "corr-1", TestMessages.NOW, "CIS");
    var meter = CimElement.part("Meter", CimElement.part("Names", CimElement.value("name", "M-<1>")),
      CimElement.value("serialNumber", "4711"), CimElement.value("mRID", METER.toString()));
    var out = new ByteArrayOutputStream();
    codec.encodeObjects(request, wrapping, "r-1", TestMessages.NOW, new Reply(Reply.Result.PARTIAL, List.of(
      ErrorCode.INVALID_METER.about("M-2", "Meter", "is not known"))), "MeterConfig", sink -> sink.accept(meter), out);
    golden("meter-config-reply", wrapping, out.toByteArray());
  }

  @Test
  void fault() throws IOException {
    TestMessages.assertGolden("fault.xml", codec.encodeFault(ErrorCode.INVALID_MESSAGE.error("line 1, /: the message is empty")));
  }

  /** The judge of these tests is not blind, in either wrapping. */
  @ParameterizedTest
  @EnumSource(names = {"GENERIC", "TYPED"})
  void theSchemaSeesWhatIsOutOfOrder(Wrapping wrapping) {
    byte[] good = codec.encode(new Notice(1, MESSAGE, TestMessages.NOW, new Notice.Readings(List.of(quarters()))), wrapping);
    String bad = new String(good, StandardCharsets.UTF_8).replaceFirst("<timeStamp>(.*?)</timeStamp><value>(.*?)</value>",
      "<value>$2</value><timeStamp>$1</timeStamp>");
    assertThat(TestMessages.violations(bad.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
  }

  @Test
  void resultsFollowTheOutcomes() {
    var done = finished(METER, new ControlOutcome.Disconnected());
    var armed = finished(METER, new ControlOutcome.Armed());
    var failed = finished(METER, new ControlOutcome.Failed("relay stuck"));
    var refused = finished(METER, new ControlOutcome.Refused("has no relay"));
    var cancelled = finished(METER, new ControlOutcome.Cancelled("asked to"));
    assertThat(ControlReplies.reply(List.of(done, done))).isEqualTo(Reply.ok());
    assertThat(ControlReplies.reply(List.of(armed)).result()).isEqualTo(Reply.Result.PARTIAL);
    assertThat(ControlReplies.reply(List.of(armed)).errors().getFirst().level()).isEqualTo(CimError.Level.INFORM);
    assertThat(ControlReplies.reply(List.of(done, failed)).result()).isEqualTo(Reply.Result.PARTIAL);
    Reply none = ControlReplies.reply(List.of(failed, refused, cancelled));
    assertThat(none.result()).isEqualTo(Reply.Result.FAILED);
    assertThat(none.errors()).extracting(CimError::code).containsExactly("5.3", "5.2", "6.5");
  }

  @Test
  void anUnfinishedCommandIsNoReply() {
    var running = finished(METER, new ControlOutcome.Armed()).in(new Command.Queued(1));
    assertThatThrownBy(() -> ControlReplies.reply(List.of(running))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNounOfTheSendersCannotBecomeMarkup() {
    Header hostile = Header.of(Verb.CREATE, "x\"/><evil", "m", "", TestMessages.NOW, "");
    for (Wrapping wrapping : Wrapping.values()) {
      assertThat(TestMessages.violations(codec.encodeReply(hostile, wrapping, "r", TestMessages.NOW, Reply.ok()))).isEmpty();
    }
  }

  @Test
  void aFailingStreamEndsTheQuery() {
    var full = new OutputStream() {
      @Override
      public void write(int b) throws IOException { throw new IOException("disk full"); }
    };
    Header request = Header.of(Verb.GET, "MeterReadings", "m-1", "", TestMessages.NOW, "MDM");
    assertThatThrownBy(() -> codec.encodeReadings(request, Wrapping.GENERIC, "r", TestMessages.NOW, Reply.ok(), sink -> {
      for (int i = 0; i < 10_000; i++)
        sink.accept(quarters());
    }, full)).isInstanceOf(IOException.class).hasMessage("disk full");
  }

  private byte[] readings(Header request, Wrapping wrapping, Reply reply, Consumer<Consumer<MeterReading>> readings) throws IOException {
    var out = new ByteArrayOutputStream();
    codec.encodeReadings(request, wrapping, "r-1", TestMessages.NOW, reply, readings, out);
    return out.toByteArray();
  }

  private static void golden(String name, Wrapping wrapping, byte[] message) throws IOException {
    TestMessages.assertGolden(name + "." + wrapping.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".xml", message);
  }

  /** The quarter hours around the missing hour of a spring night, one of them doubtful. */
  private static MeterReading quarters() {
    return new MeterReading(METER, List.of(), List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh,
      Instant.parse("2026-03-28T23:45:00Z"), Duration.ofMinutes(15), new double[]{0.1 + 0.2, 0, 12.5},
      new int[]{ReadingQuality.VALID.packed(), ReadingQuality.CLOCK_CHANGED.packed(), ReadingQuality.VALID.packed()})));
  }

  private static MeterReading register() {
    return new MeterReading(OTHER, List.of(
      new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, TestMessages.NOW, 48211.337, ReadingQuality.VALID),
      new Reading(ReadingType.VOLTAGE_A_V, TestMessages.NOW, 229.9, ReadingQuality.SUSPECT)), List.of());
  }

  private static Command finished(Mrid device, ControlOutcome outcome) {
    return new Command(Mrid.random(), "m-3", "corr-3", "http://cis.example/replies", "anna", device, EndDeviceControlType.CONNECT, "",
      TestMessages.NOW,
      TestMessages.NOW, new Command.Finished(outcome, TestMessages.NOW));
  }
}
