package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import javax.xml.stream.XMLStreamException;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.master.CimElement;

import static org.assertj.core.api.Assertions.assertThat;

/** Classes generated from the schemas read what we write, and we read what they write, with prefixes and forms of numbers of their own. */
class IndependentReaderTest {
  private static final int MESSAGES = 15;

  private final CimCodec codec = TestMessages.codec();

  /** Payloads that are told as trees. */
  static Stream<String> payloads() {
    return CimNoun.all().stream().map(CimNoun::payload)
      .filter(payload -> !List.of("MeterReadings", "EndDeviceControls", "EndDeviceEvents").contains(payload));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void objectsComeBackFromClassesOfOthers(String payload) throws IOException, JAXBException, XMLStreamException, CimException {
    var context = JAXBContext.newInstance("ch.iec.tc57._2011." + payload.toLowerCase(Locale.ROOT) + "_");
    Unmarshaller theirReader = context.createUnmarshaller();
    theirReader.setEventHandler(_ -> false);
    Marshaller theirWriter = context.createMarshaller();
    theirWriter.setProperty(Marshaller.JAXB_FRAGMENT, true);
    theirWriter.setProperty(Marshaller.JAXB_FORMATTED_OUTPUT, true);
    var objects = new RandomObjects(new Random(payload.length()), payload);
    for (int i = 0; i < MESSAGES; i++) {
      List<CimElement> written = objects.objects();
      if (written.isEmpty()) continue;
      var xml = new XmlBytes();
      var ours = new ObjectWriter(xml, payload);
      ours.open();
      written.forEach(ours::object);
      ours.close();
      Object read = theirReader.unmarshal(StaxFactory.open(new ByteArrayInputStream(xml.toByteArray()), XmlLimits.MESSAGE));
      var theirs = new StringWriter();
      theirWriter.marshal(read, theirs);
      String message = "<q:RequestMessage xmlns:q='" + Names.MESSAGE + "'><q:Header><q:Verb>create</q:Verb><q:Noun>" + payload
        + "</q:Noun></q:Header><q:Payload>" + theirs + "</q:Payload></q:RequestMessage>";
      var back = (CimRequest.Configure) codec.decode(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
      assertThat(back.objects().stream().map(IndependentReaderTest::plain).toList())
        .isEqualTo(written.stream().map(IndependentReaderTest::plain)
          .toList());
    }
  }

  /** Truths in one form; their writer leaves tabs in attributes as they are, which are blanks to every reader. */
  private static CimElement plain(CimElement element) {
    String text = switch (element.text()) {
      case "0" -> "false";
      case "1" -> "true";
      default -> element.text();
    };
    Map<String, String> attributes = new HashMap<>(element.attributes());
    attributes.replaceAll((_, value) -> value.replaceAll("[\\t\\n]", " "));
    return new CimElement(element.name(), attributes, text, element.children().stream().map(IndependentReaderTest::plain).toList());
  }
}
