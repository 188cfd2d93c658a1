package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.HeaderPeek;
import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.config.Settings;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Messages of dialects met in the wild, handwritten after the facts: taken, and answered in kind. */
class DialectsTest {
  private static final Path SAMPLES = Path.of("src/test/resources/meridian/cim/dialects");
  private static final PartnerProfile LOCAL = profile(Map.of("sources", "LOCAL-*", "zone", "Europe/Berlin", "local-times", "true"));
  private static final PartnerProfile NAMES = profile(Map.of("sources", "MDM-E", "identify", "names", "codes",
    "KWH-TOTAL = 0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0"));
  private static final PartnerProfile ZERO = profile(Map.of("sources", "HES-Z", "event-type-zero", "true"));
  private static final Partners PARTNERS = new Partners(Map.of("local", LOCAL, "names", NAMES, "zero", ZERO));

  private final CimCodec codec = TestMessages.codec().knowing(PARTNERS);

  private static PartnerProfile profile(Map<String, String> settings) { return Settings.read(PartnerProfile.class, settings); }

  static Stream<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static ByteArrayInputStream sample(String file) throws IOException {
    return new ByteArrayInputStream(Files.readAllBytes(SAMPLES.resolve(file)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleFollowsTheSchemaOnceItIsMapped(String file) throws IOException {
    Examined examined = Examiner.examine(sample(file), PARTNERS);
    assertThat(examined.complaints()).isEmpty();
    assertThat(examined.census().objects()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anAnswerIsInTheNamespacesOfItsRequest(String file) throws IOException {
    if (file.contains("created-")) return;
    Header request;
    Wrapping wrapping;
    try {
      CimRequest decoded = codec.decode(sample(file));
      request = decoded.header();
      wrapping = decoded.wrapping();
    } catch (CimException refused) {
      throw new AssertionError(file, refused);
    }
    byte[] reply = codec.encodeReply(request, wrapping, "r-1", TestMessages.NOW, Reply.failed(ErrorCode.INVALID_METER.error("none such")));
    Examined asked = Examiner.examine(sample(file), PARTNERS);
    Examined answered = Examiner.examine(new ByteArrayInputStream(reply), PARTNERS);
    assertThat(answered.complaints()).isEmpty();
    assertThat(answered.dialect().namespaces().envelope()).isEqualTo(asked.dialect().namespaces().envelope());
    if (wrapping.isTyped()) assertThat(answered.namespace()).isEqualTo(asked.namespace());
  }

  @Test
  void readingsGoBackInTheNamespacesOfTheQuery() throws Exception {
    CimRequest query = codec.decode(sample("draft2008-get-meter-readings.generic.xml"));
    var out = new ByteArrayOutputStream();
    codec.encodeReadings(query.header(), query.wrapping(), "r", TestMessages.NOW, Reply.ok(), sink -> sink.accept(reading()), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
      .contains("<ResponseMessage xmlns=\"http://www.iec.ch/TC57/2008/schema/message\">",
        "<MeterReadings xmlns=\"http://www.iec.ch/TC57/2009/MeterReadings#\">")
      .doesNotContain("http://iec.ch/TC57/2011");
    assertThat(Examiner.examine(new ByteArrayInputStream(out.toByteArray()), PARTNERS).complaints()).isEmpty();
  }

  @Test
  void timesWithoutAZoneAreThePartners() throws Exception {
    var query = (CimRequest.GetMeterReadings) codec.decode(sample("without-zone-get-meter-readings.generic.xml"));
    assertThat(query.period()).contains(new TimePeriod(Instant.parse("2026-10-23T22:00:00Z"), Instant.parse("2026-10-25T23:00:00Z")));
    assertThat(query.header().timestamp()).contains(Instant.parse("2026-10-24T10:00:00Z"));
    assertThatThrownBy(() -> TestMessages.codec().decode(sample("without-zone-get-meter-readings.generic.xml")))
      .as("of nobody known").hasMessageContaining("\"2026-10-24T12:00:00\" has no time zone");
  }

  @Test
  void aTimeThatClocksLeapOverIsRefused() throws IOException {
    String leapt = Files.readString(SAMPLES.resolve("without-zone-get-meter-readings.generic.xml"))
      .replace("2026-10-24T00:00:00", "2026-03-29T02:30:00");
    assertThatThrownBy(() -> codec.decode(stream(leapt)))
      .hasMessageContaining("/RequestMessage/Request/StartTime: \"2026-03-29T02:30\" has no time zone and does not exist in Europe/Berlin");
  }

  @Test
  void aPartnersOwnCodesAreOurs() throws Exception {
    var query = (CimRequest.GetMeterReadings) codec.decode(sample("names-only-get-meter-readings.generic.xml"));
    assertThat(query.readingTypes()).containsExactly(ReadingType.ACTIVE_ENERGY_FORWARD_kWh);
    var out = new ByteArrayOutputStream();
    codec.encodeReadings(query.header(), query.wrapping(), "r", TestMessages.NOW, Reply.ok(), sink -> sink.accept(reading()), out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("<ReadingType ref=\"KWH-TOTAL\"/>",
      "<Meter><Names><name>M-0001</name><NameType><name>MeterName</name></NameType></Names></Meter>");
  }

  @Test
  void typeZeroOfAnEventIsTheMeters() throws IOException {
    Examined events = Examiner.examine(sample("type-zero-created-end-device-events.generic.xml"), PARTNERS);
    assertThat(events.census().codes("EndDeviceEventType")).containsExactly(Map.entry("3.26.0.85", 1L));
    Examined unknown = Examiner.examine(sample("type-zero-created-end-device-events.generic.xml"), Partners.NONE);
    assertThat(unknown.census().codes("EndDeviceEventType")).containsExactly(Map.entry("0.26.0.85", 1L));
  }

  /** For the reader of bulk readings, which takes bytes. */
  @Test
  void aMessageCanBeWrittenAnewInOurDialect() throws IOException {
    String message = Files.readString(SAMPLES.resolve("without-zone-get-meter-readings.generic.xml"))
      .replace("M-0001", "<!-- a -->M&lt;<![CDATA[&\">]]>1").replace("schema/message\"", "schema/message\" xmlns:x=\"u&amp;v\" ");
    HeaderPeek peek = HeaderPeek.always(stream(message), PARTNERS);
    String plain = new String(peek.plain().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(plain).contains("<StartTime>2026-10-24T00:00:00+02:00</StartTime>", "<mRID>M&lt;&amp;&quot;&gt;1</mRID>",
      "xmlns:x=\"u&amp;v\"");
    assertThat(Examiner.examine(stream(plain), Partners.NONE).complaints()).isEmpty();
    String broken = message.substring(0, 400);
    assertThat(Examiner.examine(HeaderPeek.always(stream(broken), PARTNERS).plain(), Partners.NONE).complaints())
      .extracting(Complaint::words)
      .containsExactly("the message ends before it is complete");
    assertThat(
      Examiner.examine(HeaderPeek.always(stream(message.replace("</EndTime>", "</X>")), PARTNERS).plain(), Partners.NONE).complaints())
      .isNotEmpty();
  }

  @Test
  void aPartnerIsKnownBehindAHeaderOfSoapsToo() throws IOException {
    String message = Files.readString(SAMPLES.resolve("without-zone-get-meter-readings.generic.xml"));
    String soap = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header><Source xmlns='u'>X</Source></s:Header><s:Body>"
      + message
      + "</s:Body></s:Envelope>";
    assertThat(Examiner.examine(stream(soap), PARTNERS).complaints()).isEmpty();
  }

  @Test
  void theDialectIsKnownFromTheHeaderOn() throws IOException {
    HeaderPeek peek = HeaderPeek.always(sample("draft2011-created-meter-readings.typed.xml"), Partners.NONE);
    assertThat(peek.dialect().namespaces().wrappers()).isEqualTo("http://www.iec.ch/TC57/2011/");
    assertThat(peek.plain()).as("nothing to change").isSameAs(peek.body());
    assertThat(HeaderPeek.always(TestMessages.golden("get-meter-readings.typed.xml"), Partners.NONE).dialect()).isSameAs(Dialect.STANDARD);
  }

  @Test
  void aNamespaceOfNobodyIsToldWhichThereAre() {
    assertThatThrownBy(() -> codec.decode(stream("<RequestMessage xmlns='http://iec.ch/TC57/2033/schema/message'><Header><Verb>get</Verb>"
      + "<Noun>MeterReadings</Noun></Header></RequestMessage>")))
      .hasMessageContaining("is in namespace \"http://iec.ch/TC57/2033/schema/message\", expected")
      .hasMessageContaining("\"http://www.iec.ch/TC57/2008/schema/message\"");
  }

  @Test
  void aMessageOfOursIsLeftAsItIs() throws Exception {
    assertThat(TestMessages.codec().decode(TestMessages.golden("get-meter-readings.typed.xml")).header().dialect())
      .isSameAs(Dialect.STANDARD);
  }

  private static MeterReading reading() {
    return new MeterReading(Mrid.of("3f1d4a52-7a51-4e29-8a5c-000000000001"),
      List.of(new Reading(ReadingType.ACTIVE_ENERGY_FORWARD_kWh, TestMessages.NOW, 1.5, ReadingQuality.VALID)), List.of());
  }

  private static ByteArrayInputStream stream(String message) { return new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)); }
}
