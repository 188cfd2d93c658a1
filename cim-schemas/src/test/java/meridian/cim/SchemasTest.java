package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The schemas compile, and what the WSDLs refer to exists in them. */
class SchemasTest {
  private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
  private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
  static final Set<String> SCHEMAS = Schemas.FILES;
  static final List<String> SERVICES = Wsdl.SERVICES;

  @Test
  void theSchemasCompileTogether() { Schemas.giveBack(Schemas.borrow()); }

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

  @Test
  void actionsAreThoseOfTheStandard() throws IOException {
    assertThat(text("ExecuteEndDeviceControls"))
      .contains("soapAction=\"http://iec.ch/TC57/2011/EndDeviceControls/CreateEndDeviceControls\"");
    assertThat(text("GetMeterReadings")).contains("soapAction=\"http://iec.ch/TC57/2011/GetMeterReadings/GetMeterReadings\"",
      "targetNamespace=\"http://iec.ch/TC57/2011/GetMeterReadings\"");
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
