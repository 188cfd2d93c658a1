package meridian.cim.readings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.cim.CimException;
import meridian.cim.ErrorCode;
import meridian.cim.xml.XmlLimits;
import meridian.model.message.Verb;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is taken, what is left out, and how it is told. */
class ReadingsReaderTest {
  private static final String LP1 = "0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String BULK = "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0";
  private static final String UNKNOWN_PERIOD = "0.0.99.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0";

  private final Taken taken = new Taken();

  @Test
  void aMessageIsTakenHeaderFirst() throws Exception {
    Report report = taken.read(message(meter("M1", block(LP1, at("00:15", "1"), at("00:30", "2.5")), reading(BULK, "00:30", "1234.567"))));
    assertThat(taken.headers).singleElement().satisfies(header -> {
      assertThat(header.verb()).isEqualTo(Verb.CREATED);
      assertThat(header.messageId()).isEqualTo("m-1");
    });
    assertThat(report.whole()).isTrue();
    assertThat(report.values()).isEqualTo(3);
    assertThat(report.meterReadings()).isEqualTo(1);
    IntervalBlock block = taken.readings().getFirst().intervalBlocks().getFirst();
    assertThat(block.values()).containsExactly(1, 2.5);
    assertThat(block.interval()).isEqualTo(Duration.ofMinutes(15));
    assertThat(taken.values()).extracting(Taken.Value::time).containsExactly("2026-03-01T00:15:00Z", "2026-03-01T00:30:00Z",
      "2026-03-01T00:30:00Z");
  }

  @Test
  void gapsCutBlocksAndTheTypeSaysHowLongAnIntervalIs() throws Exception {
    taken.read(bare(meter("M1", block(LP1, at("00:15", "1"), at("00:30", "2"), at("01:00", "4")), "")));
    assertThat(taken.readings().getFirst().intervalBlocks()).extracting(IntervalBlock::size).containsExactly(2, 1);
  }

  @Test
  void withoutAPeriodInTheTypeTheTimePeriodOrTheSmallestStepCounts() throws Exception {
    taken.read(bare(meter("M1", block(UNKNOWN_PERIOD, at("00:20", "1"), at("00:40", "2"), at("02:00", "4")), "")));
    assertThat(taken.readings().getFirst().intervalBlocks()).extracting(IntervalBlock::interval).containsOnly(Duration.ofMinutes(20));
    String period = "<IntervalReadings><value>7</value><timePeriod><end>2026-03-01T00:10:00Z</end><start>2026-03-01T00:00:00Z</start>"
      + "</timePeriod></IntervalReadings>";
    taken.batches.clear();
    taken.read(bare(meter("M1", block(UNKNOWN_PERIOD, period), "")));
    assertThat(taken.readings().getFirst().intervalBlocks().getFirst().interval()).isEqualTo(Duration.ofMinutes(10));
    taken.batches.clear();
    taken.read(bare(meter("M1", block(UNKNOWN_PERIOD, at("00:20", "1")), "")));
    assertThat(taken.readings().getFirst().readings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"<value>NaN</value>, \"NaN\" is no finite number", "<value>INF</value>, \"INF\" is no finite number",
      "<value>1e999</value>, \"1e999\" is no finite number", "<value>closed</value>, \"closed\" is no finite number",
      "<value>0x1p3</value>, \"0x1p3\" is no finite number", "'<value>1,5</value>', '\"1,5\" is no finite number'",
      "'', 'has no value, and no quality that says why'", "<value/>, 'has no value, and no quality that says why'",
      "<value><b/></value>, 'does not belong here, only a value does'",
      "<value a='1'>1</value>, has an attribute that it may not have: \"a\"",
      "<value>1</value><reason>billing</reason>, 'does not belong here, ReadingQualities, ReadingType may come here'",
      "<value>1</value>x, holds text where only elements belong",
      "<valve>1</valve>, 'does not belong here, value, ReadingQualities, ReadingType may come here'"})
  void aBadReadingIsToldAndTheOthersStand(String bad, String words) throws Exception {
    String one = "<Readings><timeStamp>2026-03-01T00:30:00Z</timeStamp>" + bad + type(BULK) + "</Readings>";
    Report report = taken.read(bare(meter("M1", "", reading(BULK, "00:15", "1") + one + reading(BULK, "00:45", "3"))));
    assertThat(taken.values()).extracting(Taken.Value::value).containsExactly(1.0, 3.0);
    assertThat(report.defects()).singleElement().satisfies(defect -> {
      assertThat(defect.words()).startsWith(words.substring(0, Math.min(words.length(), 40)));
      assertThat(defect.path()).startsWith("/MeterReadings/MeterReading/Readings[2]");
    });
  }

  @ParameterizedTest
  @CsvSource({"2026-03-01T00:30:00, has no time zone", "2026-02-29T00:00:00Z, is no time", "2026-03-01T24:00:01Z, is no time",
      "2026-03-01, is no time", "'', is no time"})
  void aTimeThatIsNoneIsTold(String time, String words) throws Exception {
    String bad = "<IntervalReadings><timeStamp>" + time + "</timeStamp><value>1</value></IntervalReadings>";
    Report report = taken.read(bare(meter("M1", block(LP1, at("00:15", "1"), bad, at("00:30", "2")), "")));
    assertThat(taken.values()).hasSize(2);
    assertThat(report.defects()).singleElement().satisfies(defect -> {
      assertThat(defect.words()).contains(words);
      assertThat(defect.path()).isEqualTo("/MeterReadings/MeterReading/IntervalBlocks/IntervalReadings[2]/timeStamp");
    });
  }

  @Test
  void theMidnightThatEndsTheDayIsTheNextDaysFirst() throws Exception {
    String midnight = "<Readings><timeStamp>2026-03-01T24:00:00+01:00</timeStamp><value> 1.5E2 </value>" + type(BULK) + "</Readings>";
    taken.read(bare(meter("M1", "", midnight)));
    assertThat(taken.values()).singleElement().satisfies(value -> {
      assertThat(value.time()).isEqualTo("2026-03-01T23:00:00Z");
      assertThat(value.value()).isEqualTo(150);
    });
  }

  @Test
  void aDefectSaysItsLineAndPath() throws Exception {
    String xml = bare(meter("M1", "", reading(BULK, "00:15", "1")) + "\n" + meter("M2", "", reading(BULK, "00:15", "1")
      + "\n\n  <Readings><value>x</value>" + type(BULK) + "</Readings>"));
    Defect defect = taken.read(xml).defects().getFirst();
    assertThat(defect.line()).isEqualTo(5);
    assertThat(defect.path()).isEqualTo("/MeterReadings/MeterReading[2]/Readings[2]/value");
    assertThat(defect.error().details()).startsWith("line 5, column ");
  }

  @Test
  void aBlockWithoutTypeIsLeftOutAloneAndAMeterReadingWithoutMeterToo() throws Exception {
    String noType = "<IntervalBlocks>" + at("00:15", "1") + "</IntervalBlocks>";
    String nobody = "<MeterReading>" + reading(BULK, "00:15", "1") + "</MeterReading>";
    Report report = taken
      .read(bare(meter("M1", noType + block(LP1, at("00:30", "2")), "") + nobody + meter("M3", "", reading(BULK, "00:15", "3"))));
    assertThat(taken.values()).extracting(Taken.Value::value).containsExactly(2.0, 3.0);
    assertThat(report.defects()).extracting(Defect::words).containsExactly("ends too early, expected ReadingType",
      "says of no Meter or UsagePoint whose readings these are");
  }

  @Test
  void anUnknownMeterIsToldOnce() throws Exception {
    Report report = taken
      .read(bare(meter("unknown-7", "", reading(BULK, "00:15", "1")) + meter("unknown-7", block(LP1, at("00:15", "1")), "")
        + meter("M2", "", reading(BULK, "00:15", "2"))));
    assertThat(taken.values()).extracting(Taken.Value::value).containsExactly(2.0);
    assertThat(report.defects()).singleElement().satisfies(defect -> {
      assertThat(defect.code()).isEqualTo(ErrorCode.INVALID_METER);
      assertThat(defect.id()).isEqualTo("unknown-7");
      assertThat(defect.idType()).isEqualTo("Meter");
    });
  }

  @Test
  void devicesAreToldAsWritten() throws Exception {
    String usagePoint = "<UsagePoint><mRID>up-1</mRID><Names><name>Mill Lane 3</name></Names></UsagePoint>";
    taken.read(bare("<MeterReading><Meter><mRID> 4711 </mRID><Names><name>M&amp;1</name><NameType><name>MeterName</name></NameType></Names>"
      + "<Names><name><![CDATA[Z<9>]]></name></Names></Meter>" + reading(BULK, "00:15", "1") + usagePoint + "</MeterReading>"
      + "<MeterReading>" + reading(BULK, "00:15", "1") + usagePoint + "</MeterReading>"));
    assertThat(taken.asked).containsExactly(new Device(List.of("4711", "M&1", "Z<9>"), List.of()),
      new Device(List.of(), List.of("up-1", "Mill Lane 3")));
  }

  @Test
  void qualitiesAreTakenTheOneThatFindsFaultFirst() throws Exception {
    String named = "<ReadingQualities><comment>?</comment><ReadingQualityType ref='odd'/></ReadingQualities>";
    Report report = taken.read(bare(meter("M1", "", quality("00:15", "1", "1.0.0", "1.4.9", "1.5.258") + quality("00:30", "", "1.4.7")
      + "<Readings><timeStamp>2026-03-01T00:45:00Z</timeStamp><value>3</value>" + named + type(BULK) + "</Readings>")));
    assertThat(report.whole()).isTrue();
    assertThat(report.withoutValue()).isEqualTo(1);
    assertThat(taken.values()).extracting(Taken.Value::quality).containsExactly("1.4.9", "2.10.0");
  }

  @Test
  void namesOfReadingTypesAreUnderstoodWhenTheMessageDescribesThem() throws Exception {
    String described = "<ReadingQualityType><category>5</category><subCategory>258</subCategory><systemId>3</systemId><Names><name>sus</name></Names>"
      + "</ReadingQualityType><ReadingType><accumulation>4</accumulation><commodity>1</commodity><flowDirection>1</flowDirection>"
      + "<measurementKind>12</measurementKind><measuringPeriod>2</measuringPeriod><multiplier>3</multiplier><unit>72</unit>"
      + "<Names><name>LP1</name></Names></ReadingType><ReadingType><mRID>r-2</mRID><Names><name>" + BULK + "</name></Names></ReadingType>";
    String xml = bare(
      meter("M1", block("LP1", at("00:15", "1"), at("00:30", "2")), reading("r-2", "00:15", "9") + reading("never", "00:15", "9"))
        + described);
    Report report = taken.read(xml);
    assertThat(taken.values()).extracting(Taken.Value::type).containsExactly(LP1, LP1, BULK);
    assertThat(report.defects()).singleElement().extracting(Defect::code).isEqualTo(ErrorCode.INVALID_READING_TYPE);
    assertThat(taken.readings().getFirst().intervalBlocks().getFirst().size()).isEqualTo(2);
  }

  @Test
  void unknownCodesAreCarried() throws Exception {
    String odd = "7.6.5.4.3.2.164.8.9.10.11.12.13.14.999.-6.73.0";
    assertThat(taken.read(bare(meter("M1", "", reading(odd, "00:15", "1")))).whole()).isTrue();
    assertThat(taken.values().getFirst().type()).isEqualTo(odd);
  }

  @Test
  void allOrNothingGivesNothingOfAMessageWithADefect(@TempDir Path spool) throws Exception {
    var big = new StringBuilder();
    for (int i = 0; i < 12_000; i++) {
      big.append(meter("M" + i, "", reading(i == 11_999 ? "LP1" : BULK, "00:15", "1")));
    }
    String type = "<ReadingType><mRID>LP1</mRID><measuringPeriod>2</measuringPeriod><Names><name>x</name></Names></ReadingType>";
    var options = ReadingsReader.Options.allOrNothing(spool);
    Report good = ReadingsReader.read(stream(message(big + type)), taken, options);
    assertThat(good.whole()).isTrue();
    assertThat(taken.values()).hasSize(12_000);
    assertThat(taken.headers).hasSize(1);
    taken.batches.clear();
    Report bad = ReadingsReader.read(stream(message(big + meter("M", "", reading(BULK, "00:15", "x")) + type)), taken, options);
    assertThat(bad.defects()).hasSize(1);
    Report lacking = ReadingsReader.read(stream(message(big.toString())), taken, options);
    assertThat(lacking.defects()).singleElement().extracting(Defect::code).isEqualTo(ErrorCode.INVALID_READING_TYPE);
    assertThat(taken.batches).isEmpty();
    try (var left = Files.list(spool)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void whatCameBeforeABreakStands() throws Exception {
    String xml = message(meter("M1", "", reading(BULK, "00:15", "1")) + meter("M2", "", reading(BULK, "00:15", "2")));
    Report cut = taken.read(xml.substring(0, xml.length() - 60));
    assertThat(cut.broken()).get().extracting(Defect::words).isEqualTo("the message ends before it is complete");
    assertThat(taken.values()).isNotEmpty();
    var failing = new InputStream() {
      private final InputStream first = stream(xml.substring(0, xml.length() - 60));

      @Override
      public int read() throws IOException {
        int b = first.read();
        if (b < 0) throw new IOException("connection reset");
        return b;
      }
    };
    taken.batches.clear();
    assertThatThrownBy(() -> ReadingsReader.read(failing, taken, ReadingsReader.Options.partial())).hasMessage("connection reset");
    assertThat(taken.values()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"''|1.8|the message is empty", "<a/>|1.8|is no message",
      "<CreatedMeterReadings xmlns='http://iec.ch/TC57/2011/MeterReadingsMessage'/>|1.5|the message begins with a Header",
      "<CreatedEndDeviceEvents xmlns='http://iec.ch/TC57/2011/EndDeviceEventsMessage'/>|2.5|is not read here",
      "<EventMessage xmlns='urn:other'/>|1.8|is in namespace", "<!DOCTYPE a><a/>|1.8|document type declarations",
      "<EventMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Verb>creates</Verb></Header></EventMessage>|2.9|is none of",
      "<EventMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Noun>x</Noun></Header></EventMessage>|1.8|does not belong here, Verb may",
      "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>|1.7|the SOAP Body is empty",
      "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header><x s:mustUnderstand='1'/></s:Header></s:Envelope>|1.8|must be understood"})
  void whatIsNoSuchMessageIsRefused(String xml, String code, String words) {
    assertThatThrownBy(() -> taken.read(xml)).isInstanceOfSatisfying(CimException.class, e -> {
      assertThat(e.error().code()).isEqualTo(code);
      assertThat(e.error().details()).contains(words);
    });
  }

  @Test
  void aSinkMayRefuseByTheHeader() {
    var refusing = new ReadingsSink() {
      @Override
      public void header(meridian.cim.Header header, meridian.cim.Wrapping wrapping) throws CimException {
        throw new CimException(ErrorCode.INVALID_VERB.error("not that"), java.util.Optional.of(header), java.util.Optional.of(wrapping));
      }

      @Override
      public java.util.Optional<meridian.model.Mrid> find(Device device) { return java.util.Optional.empty(); }

      @Override
      public void batch(List<MeterReading> readings) { throw new AssertionError("nothing was to come"); }
    };
    assertThatThrownBy(() -> ReadingsReader.read(stream(message("")), refusing, ReadingsReader.Options.partial()))
      .hasMessageContaining("not that");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"})
  void soapIsSeenThrough(String soap) throws Exception {
    String xml = "<?xml version='1.0'?><!-- from a bus --><s:Envelope xmlns:s='" + soap + "'><s:Header><a/></s:Header><s:Body>"
      + message(meter("M1", "", reading(BULK, "00:15", "1"))) + "</s:Body></s:Envelope>\n";
    assertThat(taken.read(xml).whole()).isTrue();
    assertThat(taken.values()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "windows-1252", "UTF-8"})
  void otherEncodingsAreReadToo(String encoding) throws Exception {
    String declared = encoding.startsWith("UTF-16") ? "UTF-16" : encoding;
    String xml = "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>\n" + bare(meter("Zähler 7", "", reading(BULK, "00:15", "1")));
    assertThat(taken.read(xml.getBytes(Charset.forName(encoding))).whole()).isTrue();
    assertThat(taken.asked.getFirst().meter()).containsExactly("Zähler 7");
  }

  @Test
  void otherEditionsAreTakenWhenAskedFor() throws Exception {
    String xml = message(meter("M1", "", reading(BULK, "00:15", "1"))).replace("http://iec.ch/TC57/2011/MeterReadings#",
      "http://www.iec.ch/TC57/2010/MeterReadings#").replace("http://iec.ch/TC57/2011/schema", "http://www.iec.ch/TC57/2010/schema");
    var strict = ReadingsReader.Options.partial();
    assertThatThrownBy(() -> taken.read(xml)).isInstanceOf(CimException.class);
    var loose = new ReadingsReader.Options(false, strict.spool(), false, 10, 10, 10, XmlLimits.BULK);
    assertThat(ReadingsReader.read(stream(xml), taken, loose).whole()).isTrue();
  }

  @Test
  void valuesThatWaitForTheirMeterAreBoundedAndOneMeterMayBeHuge() throws Exception {
    var strict = ReadingsReader.Options.partial();
    var small = new ReadingsReader.Options(false, strict.spool(), true, 10, 50, 10, XmlLimits.BULK);
    String many = reading(BULK, "00:15", "1").repeat(500);
    Report report = ReadingsReader.read(stream(bare(meter("M1", "", many) + "<MeterReading>" + many + "</MeterReading>"
      + meter("M2", block(LP1, at("00:15", "1").repeat(500)), reading(BULK, "00:15", "2")))), taken, small);
    assertThat(taken.batches).hasSizeGreaterThan(49)
      .allSatisfy(batch -> assertThat(batch.stream().mapToInt(MeterReading::size).sum()).isLessThan(21));
    assertThat(taken.values()).hasSize(501);
    assertThat(report.defects()).hasSize(2).allSatisfy(defect -> assertThat(defect.code()).isEqualTo(ErrorCode.TOO_MANY));
  }

  @Test
  void aBlockThatFallsToPiecesIsBoundedToo() throws Exception {
    var strict = ReadingsReader.Options.partial();
    var small = new ReadingsReader.Options(false, strict.spool(), true, 100, 100, 10, XmlLimits.BULK);
    String sameTime = block(LP1, at("00:15", "1").repeat(90));
    Report report = ReadingsReader.read(stream(bare(meter("M1", sameTime, "") + meter("M2", "", reading(BULK, "00:15", "2")))), taken,
      small);
    assertThat(taken.values()).extracting(Taken.Value::value).containsExactly(2.0);
    assertThat(report.defects()).singleElement().extracting(Defect::code).isEqualTo(ErrorCode.TOO_MANY);
  }

  @Test
  void defectsAreBoundedAndTheRestIsCounted() throws Exception {
    Report report = taken.read(bare(meter("M1", "", reading(BULK, "00:15", "x").repeat(1_000) + reading(BULK, "00:15", "1"))));
    assertThat(report.defects()).hasSize(100);
    assertThat(report.moreDefects()).isEqualTo(900);
    assertThat(taken.values()).hasSize(1);
  }

  /** Prefixes mean what they are declared to mean, also where a stencil would fit. */
  @Test
  void aStencilEndsWithItsNamespaces() throws Exception {
    String one = "<p:Readings><p:timeStamp>2026-03-01T00:15:00Z</p:timeStamp><p:value>1</p:value><p:ReadingType ref='" + BULK
      + "'/></p:Readings>";
    String meter = "<p:Meter><p:mRID>M1</p:mRID></p:Meter>";
    Report report = taken.read("<p:MeterReadings xmlns:p='" + Message.READINGS + "'><p:MeterReading>" + meter + one + one + one
      + "</p:MeterReading><q:MeterReading xmlns:q='" + Message.READINGS + "' xmlns:p='urn:other'><q:Meter><q:mRID>M2</q:mRID></q:Meter>"
      + one
      + "</q:MeterReading><p:MeterReading>" + meter + one + one + "</p:MeterReading></p:MeterReadings>");
    assertThat(taken.values()).hasSize(5);
    assertThat(report.defects()).singleElement().satisfies(defect -> assertThat(defect.words()).contains("is in namespace \"urn:other\""));
  }

  static String bare(String meterReadings) {
    return "<MeterReadings xmlns=\"" + Message.READINGS + "\">\n" + meterReadings + "</MeterReadings>";
  }

  static String message(String meterReadings) {
    return "<EventMessage xmlns=\"http://iec.ch/TC57/2011/schema/message\"><Header><Verb>created</Verb><Noun>MeterReadings</Noun>"
      + "<MessageID>m-1</MessageID></Header><Payload>" + bare(meterReadings) + "</Payload></EventMessage>";
  }

  static String meter(String name, String blocks, String readings) {
    return "<MeterReading>" + blocks + "<Meter><Names><name>" + name + "</name></Names></Meter>" + readings + "</MeterReading>";
  }

  static String block(String type, String... intervals) {
    return "<IntervalBlocks>" + String.join("", intervals) + type(type) + "</IntervalBlocks>";
  }

  static String at(String clock, String value) {
    return "<IntervalReadings><timeStamp>2026-03-01T" + clock + ":00Z</timeStamp><value>" + value + "</value></IntervalReadings>";
  }

  static String reading(String type, String clock, String value) {
    return "<Readings><timeStamp>2026-03-01T" + clock + ":00Z</timeStamp><value>" + value + "</value>" + type(type) + "</Readings>";
  }

  private static String quality(String clock, String value, String... refs) {
    var qualities = new StringBuilder();
    for (String ref : refs) {
      qualities.append("<ReadingQualities><ReadingQualityType ref='").append(ref).append("'/></ReadingQualities>");
    }
    return "<Readings><timeStamp>2026-03-01T" + clock + ":00Z</timeStamp><value>" + value + "</value>" + qualities + type(BULK)
      + "</Readings>";
  }

  private static String type(String ref) { return "<ReadingType ref=\"" + ref + "\"/>"; }

  private static ByteArrayInputStream stream(String xml) { return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)); }
}
