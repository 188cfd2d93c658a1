package meridian.hub.check;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.hub.HubConfig;
import meridian.hub.config.ConfigException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckTest {
  private static final String QUERY = """
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
      <s:Body>
        <GetMeterReadings xmlns="http://iec.ch/TC57/2015/GetMeterReadingsMessage" xmlns:m="http://iec.ch/TC57/2011/schema/message">
          <Header><m:Verb>get</m:Verb><m:Noun>MeterReadings</m:Noun><m:Source>MDM-1</m:Source><m:MessageID>q-1</m:MessageID></Header>
          <Request>
            <StartTime>2026-03-28T00:00:00Z</StartTime>
            <GetMeterReadings xmlns="http://iec.ch/TC57/2011/GetMeterReadings#">
              <EndDevice><mRID>SN-1</mRID></EndDevice>
              <EndDevice><Names><name>M-0002</name></Names></EndDevice>
            </GetMeterReadings>
          </Request>
        </GetMeterReadings>
      </s:Body>
    </s:Envelope>
    """;
  private static final String EVENTS = """
    <EventMessage xmlns="http://iec.ch/TC57/2011/schema/message">
      <Header><Verb>created</Verb><Noun>EndDeviceEvents</Noun><Source>HES-Z</Source><MessageID>v-%d</MessageID></Header>
      <Payload>
        <EndDeviceEvents xmlns="http://iec.ch/TC57/2011/EndDeviceEvents#">
          <EndDeviceEvent>
            <createdDateTime>2026-03-28T00:15:00%s</createdDateTime>
            <Assets><Names><name>M-0001</name></Names></Assets>
            <EndDeviceEventType ref="%s"/>
          </EndDeviceEvent>
        </EndDeviceEvents>
      </Payload>
    </EventMessage>
    """;

  @TempDir
  private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void aValidMessageIsExplainedToAStranger() throws Exception {
    Path file = file("query.xml", QUERY);
    assertThat(check(file.toString())).isZero();
    assertThat(said()).isEqualTo("""
      %s
        is         get MeterReadings, in its own wrapper GetMeterReadings, in SOAP 1.1
        dialect    edition 1, 2013, wrappers in http://iec.ch/TC57/2015/…
        header     from MDM-1, message q-1
        asks for   StartTime 2026-03-28T00:00:00Z
        holds      EndDevice ×2
        of         1 device or usage point: SN-1, M-0002
        ✓ valid

      """.formatted(file));
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() throws Exception {
    Path file = file("events.xml", EVENTS.formatted(1, "", "3.26.0.85"));
    assertThat(check(file.toString())).isOne();
    assertThat(said()).endsWith("""
        events     3.26.0.85  Power lost  ×1
        ✗ 6:9  /EventMessage/Payload/EndDeviceEvents/EndDeviceEvent/createdDateTime
                   "2026-03-28T00:15:00" has no time zone: Z or an offset such as +02:00 is needed
        ✗ not valid: 1 complaint

      """);
  }

  @Test
  void aPartnersProfileExplainsWhatNobodyElseMayWrite() throws Exception {
    Path file = file("events.xml", EVENTS.formatted(1, "", "0.26.0.85"));
    Path partners = Files.createDirectory(folder.resolve("partners"));
    Files.writeString(partners.resolve("zulu.yaml"), "sources: [HES-*]\nzone: Asia/Taipei\nevent-type-zero: true\n");
    String here = "cim.partners=" + partners;
    assertThat(check(file.toString(), "--set", here)).isZero();
    assertThat(said()).contains("  partner    zulu\n", "3.26.0.85");
    assertThat(check(file.toString(), "--set", here, "--partner", "zulu")).isZero();
    assertThatThrownBy(() -> check(file.toString(), "--set", here, "--partner", "yankee")).isInstanceOf(ConfigException.class)
      .hasMessage("there is no partner yankee; there are zulu");
  }

  @Test
  void aPartnersFileIsHeldToItsKeys() throws Exception {
    Path partners = Files.createDirectory(folder.resolve("partners"));
    Files.writeString(partners.resolve("zulu.yaml"), "zone: Asia/Taipei\nidentify: nobody\n");
    assertThatThrownBy(() -> HubConfig.read(List.of("--set", "cim.partners=" + partners), Map.of())).isInstanceOf(ConfigException.class)
      .hasMessage("partners.zulu.identify wants one of both, names, mrid, serial, was: nobody (zulu.yaml line 2)");
    Files.writeString(partners.resolve("zulu.yaml"), "zoned: Asia/Taipei\n");
    assertThatThrownBy(() -> HubConfig.read(List.of("--set", "cim.partners=" + partners), Map.of())).isInstanceOf(ConfigException.class)
      .hasMessageStartingWith("unknown key partners.zulu.zoned (zulu.yaml line 1)");
    Files.writeString(partners.resolve("zulu.yaml"), "zone: Asia/Taipei\n");
    HubConfig config = HubConfig.read(List.of("--set", "cim.partners=" + partners, "--set", "partners.zulu.zone=UTC"), Map.of());
    assertThat(config.partners().named("zulu").orElseThrow().zone()).as("the command line goes before the file").isEqualTo("UTC");
    assertThatThrownBy(
      () -> HubConfig.read(List.of("--set", "subscribers.mdm.kind=soap", "--set", "subscribers.mdm.url=http://localhost:9/",
        "--set", "subscribers.mdm.partner=yankee"), Map.of()))
      .isInstanceOf(ConfigException.class)
      .hasMessage("subscribers.mdm.partner wants the name of a partner, was: yankee; there is none");
  }

  @Test
  void gzipAndStandardInputAreRead() throws Exception {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(QUERY.getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("query.xml.gz"), gzip.toByteArray());
    assertThat(run(new ByteArrayInputStream(QUERY.getBytes(StandardCharsets.UTF_8)), file.toString(), "-")).isZero();
    assertThat(said()).contains("\nstandard input\n").endsWith("2 messages, 0 not valid\n");
  }

  @Test
  void whatCannotBeReadIsOneLine() throws Exception {
    Path missing = folder.resolve("missing.xml");
    assertThat(check(missing.toString(), file("events.xml", EVENTS.formatted(1, "Z", "3.26.0.85")).toString())).isOne();
    assertThat(said()).startsWith(missing + "\n  ✗ cannot be read: there is no such file\n").endsWith("2 messages, 1 not valid\n");
    assertThatThrownBy(() -> check()).isInstanceOf(ConfigException.class).hasMessage("check wants files, or - for standard input");
    assertThatThrownBy(() -> check("--colour", "x")).isInstanceOf(ConfigException.class)
      .hasMessageStartingWith("unknown argument --colour");
  }

  @Test
  void aProfileIsProposedWithItsEvidence() throws Exception {
    String[] files = new String[3];
    for (int i = 0; i < files.length; i++) {
      files[i] = file("events-" + i + ".xml", EVENTS.formatted(i, "", i == 2 ? "POWER-OFF" : "0.26.0.85")).toString();
    }
    assertThat(check(Stream.concat(Stream.of("--learn"), Arrays.stream(files)).toArray(String[]::new))).isZero();
    assertThat(said()).isEqualTo("""
      # Proposed from 3 messages. Read it, mend it, save it as partners/NAME.yaml.
      # %s is not valid, ./hub check shows why; it counts all the same
      # %s is not valid, ./hub check shows why; it counts all the same
      # %s is not valid, ./hub check shows why; it counts all the same
      sources: [HES-Z]  # seen in 3 of 3 messages
      identify: names  # mRIDs that are UUIDs in 0, mRIDs that are not in 0, Names in 3 of 3 messages
      event-type-zero: true  # codes that begin with 0 in 2, others in 0 of 3 messages
      # codes: put the standard's code behind each of the partner's own and take the # away
      #   - POWER-OFF = (EndDeviceEventType)  # seen 1 times
      # zone: must be given, for example Europe/Berlin  # times without a zone in 3 of 3 messages
      """.formatted((Object[]) files));
    Path partners = Files.createDirectory(folder.resolve("partners"));
    Files.writeString(partners.resolve("learned.yaml"), said());
    var profile = HubConfig.read(List.of("--set", "cim.partners=" + partners), Map.of()).partners().named("learned").orElseThrow();
    assertThat(profile.eventTypeZero()).as("what is proposed can be saved as it is").isTrue();
  }

  @Test
  void theStandardsOwnSchemasHaveASayToo() throws Exception {
    Path schemas = Files.createDirectory(folder.resolve("schemas"));
    Files.writeString(schemas.resolve("EndDeviceEvents.xsd"),
      """
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://iec.ch/TC57/2011/EndDeviceEvents#" elementFormDefault="qualified">
          <xs:element name="EndDeviceEvents"><xs:complexType><xs:sequence><xs:element name="Owner" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
        </xs:schema>""");
    String file = file("events.xml", EVENTS.formatted(1, "Z", "3.26.0.85")).toString();
    assertThat(check(file)).isZero();
    assertThat(check(file, "--official", schemas.toString())).isOne();
    assertThat(said()).contains("  ✗ by the official schemas: line 5, column 7").contains("Owner");
    assertThatThrownBy(() -> check(file, "--official", folder.resolve("none").toString())).isInstanceOf(ConfigException.class)
      .hasMessageStartingWith("--official ");
  }

  @Test
  void conflictingSamplesAreTold() throws Exception {
    String first = file("1.xml", EVENTS.formatted(1, "Z", "0.26.0.85")).toString();
    String second = file("2.xml", EVENTS.formatted(2, "Z", "3.26.0.85").replace("http://iec.ch/TC57/2011/schema",
      "http://www.iec.ch/TC57/2011/schema")).toString();
    assertThat(check("--learn", first, second)).isZero();
    assertThat(said()).contains("# envelope: conflict: 2013 in 1, 2011-draft in 1\n",
      "# event-type-zero: conflict: codes that begin with 0 in 1, others in 1 of 2 messages\n");
  }

  /** Far more than a decoder may hold. */
  @Test
  void aLongFileIsReadAsItComes() throws Exception {
    byte[] head = ("<EventMessage xmlns='http://iec.ch/TC57/2011/schema/message'><Header><Verb>created</Verb><Noun>MeterReadings</Noun></Header>"
      + "<Payload><MeterReadings xmlns='http://iec.ch/TC57/2011/MeterReadings#'>").getBytes(StandardCharsets.UTF_8);
    byte[] meter = ("<MeterReading><Meter><mRID>M</mRID></Meter>" + "<Readings><timeStamp>2026-03-28T00:00:00Z</timeStamp><value>1</value>"
      .concat("<ReadingType ref='0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0'/></Readings>").repeat(100) + "</MeterReading>")
      .getBytes(StandardCharsets.UTF_8);
    byte[] tail = "</MeterReadings></Payload></EventMessage>".getBytes(StandardCharsets.UTF_8);
    Enumeration<InputStream> parts = Collections
      .enumeration(Stream.of(Stream.of(head), Collections.nCopies(1_000, meter).stream(), Stream.of(tail))
        .flatMap(part -> part).<InputStream>map(ByteArrayInputStream::new).toList());
    assertThat(run(new SequenceInputStream(parts), "-")).isZero();
    assertThat(said()).contains("  holds      MeterReading ×1,000\n", "  values     100,000 readings, 2026-03-28T00:00:00Z\n",
      "  types      0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0  ", "×100,000\n");
  }

  private int check(String... arguments) throws ConfigException { return run(InputStream.nullInputStream(), arguments); }

  private int run(InputStream in, String... arguments) throws ConfigException {
    said.reset();
    return Check.run(List.of(arguments), Map.of(), in, new PrintStream(said, true, StandardCharsets.UTF_8), false);
  }

  private String said() { return said.toString(StandardCharsets.UTF_8); }

  private Path file(String name, String text) throws IOException { return Files.writeString(folder.resolve(name), text); }
}
