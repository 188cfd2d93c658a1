package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.message.Verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The schemas compile, and what the WSDLs refer to exists in them. */
class SchemasTest {
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
  static final Set<String> SCHEMAS = Schemas.FILES;
  static final List<String> SERVICES = Wsdl.SERVICES;
  static final List<CimNoun> NOUNS = CimNoun.all();
  static final List<String> PROFILES = NOUNS.stream().flatMap(noun -> Stream.concat(Stream.of(noun.payload()), noun.query().stream()))
    .toList();

  @Test
  void theSchemasCompileTogether() { Schemas.giveBack(Schemas.ALL, Schemas.borrow(Schemas.ALL)); }

  @ParameterizedTest
  @FieldSource("SCHEMAS")
  void importsAreRelativeAndElementsQualified(String file) throws IOException, XMLStreamException {
    try (InputStream in = Wsdl.schema(file + ".xsd")) {
      XMLStreamReader2 reader = StaxFactory.open(in, XmlLimits.MESSAGE);
      reader.nextTag();
      assertThat(reader.getAttributeValue("", "elementFormDefault")).isEqualTo("qualified");
      assertThat(reader.getAttributeValue("", "targetNamespace")).startsWith("http://iec.ch/TC57/2011/");
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader2.START_ELEMENT && reader.getLocalName().equals("import"))
          assertThat(SCHEMAS).contains(reader.getAttributeValue("", "schemaLocation").replace(".xsd", ""));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void aWsdlHangsTogether(String service) throws IOException, XMLStreamException {
    var elements = new HashSet<String>();
    String imported = "";
    String target = "";
    var messages = new HashSet<String>();
    var messagesUsed = new HashSet<String>();
    var operations = new HashSet<String>();
    var actions = new HashSet<String>();
    String address = "";
    try (InputStream in = Wsdl.open(service)) {
      XMLStreamReader2 reader = StaxFactory.open(in, XmlLimits.MESSAGE);
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamReader2.START_ELEMENT) continue;
        switch (reader.getName().toString()) {
          case "{" + WSDL + "}definitions" -> target = reader.getAttributeValue("", "targetNamespace");
          case "{" + XMLConstants.W3C_XML_SCHEMA_NS_URI + "}import" -> {
            imported = reader.getAttributeValue("", "namespace");
            String location = reader.getAttributeValue("", "schemaLocation");
            assertThat(location).startsWith("../schemas/");
            elements.addAll(globalElements(location.substring("../schemas/".length()), imported));
          }
          case "{" + WSDL + "}message" -> messages.add(reader.getAttributeValue("", "name"));
          case "{" + WSDL + "}part" -> {
            String element = reader.getAttributeValue("", "element");
            assertThat(reader.getNamespaceURI(element.split(":")[0])).isEqualTo(imported);
            assertThat(elements).contains(element.split(":")[1]);
          }
          case "{" + WSDL + "}operation" -> operations.add(reader.getAttributeValue("", "name"));
          case "{" + SOAP + "}operation" -> actions.add(reader.getAttributeValue("", "soapAction"));
          case "{" + SOAP + "}address" -> address = reader.getAttributeValue("", "location");
          default -> {
            String message = reader.getAttributeValue("", "message");
            if (message != null) messagesUsed.add(message.replace("tns:", ""));
          }
        }
      }
    }
    assertThat(target).startsWith("http://iec.ch/TC57/2011/");
    assertThat(messagesUsed).isEqualTo(messages);
    assertThat(operations).isNotEmpty();
    assertThat(actions).hasSameSizeAs(operations);
    assertThat(address).endsWith("/" + service);
  }

  /** Order rule measured on the profiles of 2013: mRID, simple types, complex types, each by the alphabet. Choices stand where they like. */
  @ParameterizedTest
  @FieldSource("PROFILES")
  void elementsAreInTheOrderOfTheRule(String profile) throws IOException, XMLStreamException {
    Set<String> simple = simpleTypes(profile);
    try (InputStream in = Wsdl.schema(profile + ".xsd")) {
      XMLStreamReader2 reader = StaxFactory.open(in, XmlLimits.MESSAGE);
      var sequences = new ArrayDeque<List<String>>();
      int choices = 0;
      while (reader.hasNext()) {
        int event = reader.next();
        if (event != XMLStreamReader2.START_ELEMENT && event != XMLStreamReader2.END_ELEMENT) continue;
        boolean start = event == XMLStreamReader2.START_ELEMENT;
        switch (reader.getLocalName()) {
          case "choice" -> choices += start ? 1 : -1;
          case "sequence" -> {
            if (start) sequences.push(new ArrayList<>());
            else
              assertThat(sequences.pop()).as(profile + ", line " + reader.getLocation().getLineNumber()).isSorted();
          }
          case "element" -> {
            if (!start || choices > 0 || sequences.isEmpty()) break;
            String name = reader.getAttributeValue("", "name");
            String type = reader.getAttributeValue("", "type");
            boolean value = name.equals("reason") && type == null || type != null && (type.startsWith("xs:") || simple.contains(
              type.replace("tns:", ""))) || type == null && name.equals("kind");
            String rank = name.equals("mRID") ? "0" : value ? "1" : "2";
            sequences.peek().add(rank + name.toLowerCase(Locale.ROOT));
          }
          default -> {
            // Types and facets have no place in the order.
          }
        }
      }
    }
  }

  private static Set<String> simpleTypes(String profile) throws IOException, XMLStreamException {
    var simple = new HashSet<String>();
    try (InputStream in = Wsdl.schema(profile + ".xsd")) {
      XMLStreamReader2 reader = StaxFactory.open(in, XmlLimits.MESSAGE);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader2.START_ELEMENT && reader.getLocalName().equals("simpleType"))
          simple.add("" + reader.getAttributeValue("", "name"));
      }
    }
    return simple;
  }

  @ParameterizedTest
  @FieldSource("NOUNS")
  void aNounHasItsProfileServicesAndTypes(CimNoun noun) {
    assertThat(CimNoun.find(noun.name())).contains(noun);
    assertThat(noun.types()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(noun.query().isPresent()).isEqualTo(noun.verbs().contains(Verb.GET));
    noun.query().ifPresent(query -> {
      assertThat(CimNoun.find(query)).contains(noun);
      assertThat(SERVICES).contains(query);
      assertThat(SCHEMAS).contains(query, query + "Message");
    });
    assertThat(SERVICES).contains("Execute" + noun.name(), "Request" + noun.name(), "Send" + noun.name(), "Receive" + noun.name(),
      "Reply" + noun.name(), "Execute" + noun.name() + "OperationSet", "Receive" + noun.name() + "OperationSet");
    assertThat(noun.source()).contains("IEC 61968-9").endsWith("2013");
  }

  @Test
  void typesAreTheChildrenOfThePayload() {
    assertThat(CimNoun.find("MeterConfig").orElseThrow().types()).containsExactly("ComFunction", "ConnectDisconnectFunction", "Meter",
      "ReadingType", "SimpleEndDeviceFunction");
    assertThat(CimNoun.find("GetMeterReadings").orElseThrow().types()).containsExactly("EndDeviceEventType", "MeterReading",
      "ReadingQualityType", "ReadingType");
    assertThat(CimNoun.find("Weather")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({ //
      "CreateMeterConfig, TYPED, MeterConfig, create, MeterConfigMessage, true", //
      "CanceledMeterReadSchedule, TYPED, MeterReadSchedule, canceled, MeterReadScheduleMessage, true",
      "GetMeterConfig, TYPED, MeterConfig, get, GetMeterConfigMessage, true",
      "GetMeterConfigRequestMessage, TYPED_2015, MeterConfig, get, GetMeterConfigMessage, true",
      "MeterConfigRequestMessage, TYPED_DRAFT, MeterConfig, '', MeterConfigMessage, true",
      "MeterConfigResponseMessage, TYPED, MeterConfig, '', MeterConfigMessage, true",
      "GetMeterConfigResponseMessage, TYPED_2015, MeterConfig, '', GetMeterConfigMessage, true",
      "ExecuteMeterConfigOperationSet, TYPED, MeterConfigOperationSet, execute, MeterConfigOperationSetMessage, true",
      "ExecutedMeterConfigOperationSet, TYPED, MeterConfigOperationSet, executed, MeterConfigOperationSetMessage, true",
      "CreateWeather, TYPED, Weather, create, WeatherMessage, false",
      "GetWeatherRequestMessage, TYPED_2015, Weather, get, GetWeatherMessage, false"})
  void aRootSaysWhatAMessageIs(String root, Wrapping wrapping, String noun, String verb, String wrapper, boolean served) {
    String namespace = "http://iec.ch/TC57/2011/" + wrapper;
    assertThat(Shape.of(root, namespace)).contains(new Shape(wrapping, noun, Verb.find(verb), namespace, served));
  }

  @Test
  void aRootOfNobodysIsNone() {
    assertThat(Shape.of("Hello", "urn:x")).isEmpty();
    assertThat(Shape.of("OperationSet", Names.MESSAGE)).isEmpty();
    assertThat(Shape.of("GetRequestMessage", Names.MESSAGE)).isEmpty();
    assertThat(Shape.of("ResponseMessages", Names.MESSAGE)).isEmpty();
  }

  @Test
  void actionsAreThoseOfTheStandard() throws IOException {
    assertThat(text("ExecuteEndDeviceControls"))
      .contains("soapAction=\"http://iec.ch/TC57/2011/EndDeviceControls/CreateEndDeviceControls\"");
    assertThat(text("GetMeterReadings")).contains("soapAction=\"http://iec.ch/TC57/2011/GetMeterReadings/GetMeterReadings\"",
      "targetNamespace=\"http://iec.ch/TC57/2011/GetMeterReadings\"");
    assertThat(text("ExecuteMeterConfigOperationSet"))
      .contains("soapAction=\"http://iec.ch/TC57/2011/MeterConfigOperationSet/ExecuteMeterConfigOperationSet\"");
    assertThat(text("SendMeterReadings")).contains("soapAction=\"http://iec.ch/TC57/2011/MeterReadings/CreatedMeterReadings\"",
      "<wsdl:port name=\"MeterReadings_Port\" binding=\"tns:MeterReadings_Binding\">");
  }

  @Test
  void onlyOursIsHandedOut() {
    assertThatThrownBy(() -> Wsdl.open("../../secret")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wsdl.schema("../CimCodec.class")).isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * One place makes parsers, so that one place is hardened: meridian.cim.xml. Elsewhere, in any module, making one is an error; to mend it,
   * ask StaxFactory for a reader. The bench may: its peers read only what it has just written.
   */
  @Test
  void nobodyElseMakesParsers() throws IOException {
    Pattern maker = Pattern
      .compile("XMLInputFactory|InputFactoryImpl|SAXParserFactory|DocumentBuilderFactory|XMLReaderFactory|TransformerFactory"
        + "|\\.newValidator\\(|\\bSAXBuilder|\\bSAXReader|\\bJAXB\\.unmarshal");
    var offenders = new ArrayList<Path>();
    for (String room : List.of("src", "cim-schemas", "routes", "console", "adapters")) {
      try (var sources = Files.find(Path.of("..", room), 30,
        (file, _) -> file.toString().endsWith(".java") && file.toString().contains("src/main/java"))) {
        for (Path source : sources
          .filter(file -> !file.getParent().endsWith("meridian/cim/xml") && !file.getParent().endsWith("meridian/bench")).toList()) {
          if (maker.matcher(Files.readString(source)).find()) offenders.add(source);
        }
      }
    }
    assertThat(offenders).isEmpty();
  }

  private static String text(String service) throws IOException {
    try (InputStream in = Wsdl.open(service)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Set<String> globalElements(String file, String namespace) throws IOException, XMLStreamException {
    var elements = new HashSet<String>();
    try (InputStream in = Wsdl.schema(file)) {
      XMLStreamReader2 reader = StaxFactory.open(in, XmlLimits.MESSAGE);
      reader.nextTag();
      assertThat(reader.getAttributeValue("", "targetNamespace")).isEqualTo(namespace);
      for (int depth = 1; depth > 0;) {
        int event = reader.next();
        if (event == XMLStreamReader2.START_ELEMENT && ++depth == 2 && reader.getLocalName().equals("element"))
          elements.add(reader.getAttributeValue("", "name"));
        if (event == XMLStreamReader2.END_ELEMENT) depth--;
      }
    }
    return elements;
  }
}
