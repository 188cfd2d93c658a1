package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.namespace.QName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Schemas of the user's own: here ours, laid out as another publisher might and made stricter than they are. */
class OfficialSchemasTest {
  private static final String METER = """
    <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message">
    <Header><Verb>create</Verb><Noun>MeterConfig</Noun></Header>
    <Payload><MeterConfig xmlns="http://iec.ch/TC57/2011/MeterConfig#"><Meter><serialNumber>%s</serialNumber></Meter></MeterConfig></Payload>
    </RequestMessage>""";
  @TempDir
  Path folder;

  @BeforeEach
  void theUsersFolder() throws IOException {
    Files.createDirectories(folder.resolve("xsd/wrappers"));
    put("xsd/MeterConfig.xsd", ours("MeterConfig.xsd").replace("<xs:element name=\"serialNumber\" type=\"xs:string\"",
      "<xs:element name=\"serialNumber\" type=\"xs:integer\""));
    put("xsd/Message.xsd", ours("Message.xsd"));
    put("xsd/wrappers/MeterConfigMessage.xsd", ours("MeterConfigMessage.xsd"));
  }

  @Test
  void aPayloadIsHeldAgainstThem() {
    OfficialSchemas official = OfficialSchemas.open(folder);
    assertThat(official.roots()).contains(new QName("http://iec.ch/TC57/2011/MeterConfig#", "MeterConfig"));
    assertThat(official.complaints(xml(METER.formatted("4711")), CimLimits.defaults())).isEmpty();
    assertThat(official.complaints(xml(METER.formatted("M-4711")), CimLimits.defaults())).singleElement().satisfies(error -> {
      assertThat(error.code()).isEqualTo("1.8");
      assertThat(error.details()).isEqualTo(
        "line 3, column 75, /RequestMessage/Payload/MeterConfig/Meter/serialNumber: \"M-4711\" is no integer");
    });
  }

  @Test
  void aCodecHeldAgainstThemTakesNoOther() throws CimException {
    CimCodec strict = TestMessages.codec().heldAgainst(OfficialSchemas.open(folder));
    assertThat(strict.decode(xml(METER.formatted("4711")))).isInstanceOf(CimRequest.Configure.class);
    assertThatThrownBy(() -> strict.decode(xml(METER.formatted("M-4711")))).isInstanceOfSatisfying(CimException.class, refused -> {
      assertThat(refused.error().code()).isEqualTo("1.8");
      assertThat(refused.error().details()).endsWith("\"M-4711\" is no integer");
      assertThat(refused.header()).get().extracting(Header::noun).isEqualTo("MeterConfig");
      assertThat(refused.wrapping()).contains(Wrapping.GENERIC);
    });
    assertThat(strict.decode(xml(METER.replace("MeterConfig", "Weather").formatted("x")))).isInstanceOf(CimRequest.Unserved.class);
  }

  @Test
  void everyComplaintIsTold() {
    String message = METER.formatted("A</serialNumber></Meter><Meter><serialNumber>B</serialNumber><color/>x<serialNumber>");
    assertThat(OfficialSchemas.open(folder).complaints(xml(message), CimLimits.defaults())).extracting(CimError::details)
      .anySatisfy(words -> assertThat(words).endsWith("\"A\" is no integer"))
      .anySatisfy(words -> assertThat(words).contains("/Meter[2]/serialNumber").endsWith("\"B\" is no integer"))
      .anySatisfy(words -> assertThat(words).contains("/color"));
  }

  @Test
  void whatTheyDoNotKnowTheyDoNotJudge() {
    String message = METER.replace("MeterConfig", "CustomerConfig").formatted("x");
    assertThat(OfficialSchemas.open(folder).complaints(xml(message), CimLimits.defaults())).isEmpty();
  }

  @Test
  void aMessageThatIsNoXmlIsSaidToBe() {
    assertThat(OfficialSchemas.open(folder).complaints(xml("<a><b></a>"), CimLimits.defaults())).singleElement()
      .satisfies(error -> assertThat(error.details()).endsWith("is not well-formed XML"));
  }

  @Test
  void copiesAreNoTrouble() throws IOException {
    Files.createDirectories(folder.resolve("wsdl"));
    put("wsdl/MeterConfig.xsd", Files.readString(folder.resolve("xsd/MeterConfig.xsd")));
    assertThat(OfficialSchemas.open(folder).complaints(xml(METER.formatted("1")), CimLimits.defaults())).isEmpty();
  }

  @Test
  void aFolderThatDoesNotCompileSaysWhere() throws IOException {
    put("xsd/MeterConfig.xsd", ours("MeterConfig.xsd").replace("type=\"tns:ActivityRecord\"", "type=\"tns:Forgotten\""));
    assertThatThrownBy(() -> OfficialSchemas.open(folder)).isInstanceOf(IllegalArgumentException.class)
      .hasMessageStartingWith("official schemas do not compile: MeterConfig.xsd, line ").hasMessageContaining("Forgotten");
  }

  @Test
  void nothingOutsideTheFolderIsOpened() throws IOException {
    put("xsd/MeterConfig.xsd", ours("MeterConfig.xsd").replaceFirst("<xs:element",
      "<xs:import namespace=\"urn:x\" schemaLocation=\"http://127.0.0.1:9/x.xsd\"/><xs:element"));
    assertThatThrownBy(() -> OfficialSchemas.open(folder)).isInstanceOf(IllegalArgumentException.class)
      .hasMessageContaining("http://127.0.0.1:9/x.xsd").hasMessageContaining("there is no x.xsd");
    put("xsd/MeterConfig.xsd", "<!DOCTYPE x SYSTEM 'file:///etc/hostname'><x/>");
    assertThatThrownBy(() -> OfficialSchemas.open(folder)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyFolderIsNotTaken(@TempDir Path empty) {
    assertThatThrownBy(() -> OfficialSchemas.open(empty)).isInstanceOf(IllegalArgumentException.class)
      .hasMessage("no .xsd file in " + empty);
  }

  private void put(String file, String text) throws IOException { Files.writeString(folder.resolve(file), text); }

  private static String ours(String file) throws IOException {
    try (InputStream in = Wsdl.schema(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream xml(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }
}
