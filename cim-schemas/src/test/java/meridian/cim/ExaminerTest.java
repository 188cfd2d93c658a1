package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import meridian.cim.dialect.Partners;
import meridian.model.message.Verb;

import static org.assertj.core.api.Assertions.assertThat;

class ExaminerTest {
  private static final String SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header><x xmlns='u'/></s:Header><s:Body>";
  private static final String SERIAL_NUMBERS = """
    <EventMessage xmlns="http://iec.ch/TC57/2011/schema/message">
      <Header><Verb>created</Verb><Noun>MeterReadings</Noun><Timestamp>2026-03-28T12:00:00Z</Timestamp></Header>
      <Payload><MeterReadings xmlns="http://iec.ch/TC57/2011/MeterReadings#"><MeterReading><IntervalBlocks>
        <IntervalReadings><timeStamp>2026-03-28T00:15:00+08:00</timeStamp><value>0.25</value></IntervalReadings>
        <ReadingType ref="0.0.2.9.1.2.12.0.0.0.0.0.0.0.0.3.72.0"/>
      </IntervalBlocks><Meter><mRID>GA17000123</mRID></Meter></MeterReading></MeterReadings></Payload>
    </EventMessage>""";

  @Test
  void aQueryIsTold() throws IOException {
    Examined query = examine(TestMessages.goldenText("get-meter-readings.generic.xml"));
    assertThat(query.complaints()).isEmpty();
    assertThat(query.valid()).isTrue();
    assertThat(query.root()).isEqualTo("RequestMessage");
    assertThat(query.wrapping()).contains(Wrapping.GENERIC);
    assertThat(query.header().orElseThrow().verb()).isEqualTo(Verb.GET);
    assertThat(query.census().objects()).containsEntry("EndDevice", 2L).containsEntry("UsagePoint", 1L);
    assertThat(query.census().options()).containsEntry("StartTime", "2026-03-28T00:00:00Z").containsEntry("source", "meter");
  }

  @Test
  void readingsAreCounted() throws IOException {
    Examined readings = examine(TestMessages.goldenText("created-meter-readings.typed.xml"));
    assertThat(readings.complaints()).isEmpty();
    assertThat(readings.wrapping()).contains(Wrapping.TYPED);
    assertThat(readings.census().count("MeterReading")).isEqualTo(2);
    assertThat(readings.census().codes("ReadingType").values()).allMatch(count -> count > 0);
    assertThat(readings.census().first()).isPresent();
    assertThat(readings.census().examples()).contains("M-0001");
  }

  @Test
  void aSoapEnvelopeIsOpened() throws IOException {
    Examined query = examine(SOAP + TestMessages.goldenText("get-meter-readings.typed.xml") + "</s:Body></s:Envelope>");
    assertThat(query.complaints()).isEmpty();
    assertThat(query.soap()).isEqualTo("1.1");
    assertThat(query.root()).isEqualTo("GetMeterReadings");
    assertThat(query.header().orElseThrow().messageId()).isEqualTo("m-2");
  }

  @Test
  void aSecondMessageIsOneTooMany() throws IOException {
    String fault = TestMessages.goldenText("fault.xml");
    assertThat(examine(SOAP + fault + fault + "</s:Body></s:Envelope>").complaints()).extracting(Complaint::words)
      .containsExactly("does not belong here, one message at a time");
  }

  @Test
  void aPayloadAloneAndAFaultAreKnown() throws IOException {
    Examined payload = examine(
      "<MeterConfig xmlns='http://iec.ch/TC57/2015/MeterConfig#'><Meter><Names><name>M</name></Names></Meter></MeterConfig>");
    assertThat(payload.complaints()).isEmpty();
    assertThat(payload.wrapping()).isEmpty();
    assertThat(payload.census().objects()).isEqualTo(Map.of("Meter", 1L));
    Examined fault = examine(TestMessages.goldenText("fault.xml"));
    assertThat(fault.complaints()).isEmpty();
    assertThat(fault.census().result()).isEqualTo("FAILED");
    assertThat(fault.census().replyErrors()).hasSize(1);
  }

  /** Where the decoder stops at the first, all are told, each once, each where it is. */
  @Test
  void everyComplaintIsToldWhereItIs() throws IOException {
    Examined bad = examine("""
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
        <Header><Verb>destroy</Verb><Noun>EndDeviceControls</Noun></Header>
        <Payload>
          <EndDeviceControls xmlns="http://iec.ch/TC57/2011/EndDeviceControls#">
            <EndDeviceControl>
              <drProgramMandatory>perhaps</drProgramMandatory>
              <EndDeviceControlType ref="3.31.0.23"/>
              <primaryDeviceTiming><interval><start>2026-03-29T02:00:00</start></interval></primaryDeviceTiming>
            </EndDeviceControl>
          </EndDeviceControls>
        </Payload>
      </RequestMessage>""");
    assertThat(bad.complaints()).containsExactly(
      new Complaint(2, 11, "/RequestMessage/Header/Verb",
        "\"destroy\" is none of cancel, canceled, change, changed, create, created, close, "
          + "closed, delete, deleted, get, reply, execute, executed"),
      new Complaint(6, 9, "/RequestMessage/Payload/EndDeviceControls/EndDeviceControl/drProgramMandatory", "\"perhaps\" is no boolean"),
      new Complaint(8, 40, "/RequestMessage/Payload/EndDeviceControls/EndDeviceControl/primaryDeviceTiming/interval/start",
        "\"2026-03-29T02:00:00\" has no time zone: Z or an offset such as +02:00 is needed"));
    assertThat(bad.complained()).isEqualTo(3);
  }

  @Test
  void whatBreaksOffSaysWhere() throws IOException {
    Examined broken = examine("<RequestMessage xmlns='http://iec.ch/TC57/2011/schema/message'>\n<Header><Verb>get</Verb>");
    assertThat(broken.complaints())
      .containsExactly(new Complaint(2, 1, "/RequestMessage/Header", "the message ends before it is complete"));
    assertThat(examine("").complaints().getFirst().words()).contains("the message is empty");
    assertThat(examine("<a xmlns='u'/>").complaints().getFirst().words()).startsWith("is no message of IEC 61968-100")
      .contains("known are");
    assertThat(examine(SOAP + "</s:Body></s:Envelope>").complaints()).containsExactly(new Complaint(0, 0, "/", "holds no message"));
  }

  @Test
  void aCompressedPayloadIsLookedInto() throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(
        "<MeterConfig xmlns='http://iec.ch/TC57/2011/MeterConfig#'><Meter><Thing/></Meter></MeterConfig>".getBytes(StandardCharsets.UTF_8));
    }
    String message = "<RequestMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Verb>create</Verb><Noun>MeterConfig</Noun></Header>"
      + "<Payload><Compressed>%s</Compressed></Payload></RequestMessage>";
    Examined examined = examine(message.formatted(Base64.getMimeEncoder().encodeToString(gzip.toByteArray())));
    assertThat(examined.compressed()).isTrue();
    assertThat(examined.census().objects()).containsEntry("Meter", 1L);
    assertThat(examined.complaints()).extracting(Complaint::path)
      .containsExactly("/RequestMessage/Payload/Compressed/MeterConfig/Meter/Thing");
    assertThat(examine(message.formatted("!!!!")).complaints()).extracting(Complaint::words).containsExactly("is not base64");
    assertThat(examine(message.formatted("AAAA")).complaints()).extracting(Complaint::words).containsExactly("is not gzip");
  }

  @Test
  void complaintsAreBoundedAndCounted() throws IOException {
    String objects = "<Meter><Thing/></Meter>".repeat(3_000);
    Examined bad = examine("<MeterConfig xmlns='http://iec.ch/TC57/2011/MeterConfig#'>" + objects + "</MeterConfig>");
    assertThat(bad.complained()).isEqualTo(3_000);
    assertThat(bad.complaints()).hasSize(1_000);
  }

  @Test
  void aPeriodIsOfTheValuesAlone() throws IOException {
    Examined readings = examine(SERIAL_NUMBERS);
    assertThat(readings.census().first()).contains(Instant.parse("2026-03-27T16:15:00Z"));
    assertThat(List.of(readings.census().count(Census.Trait.OTHER_MRID), readings.census().count(Census.Trait.UUID_MRID)))
      .containsExactly(1L, 0L);
  }

  private static Examined examine(String message) throws IOException {
    return Examiner.examine(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)), Partners.NONE);
  }
}
