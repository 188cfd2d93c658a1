package meridian.routes.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.routes.message.MessageStart;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Both ways of opening an envelope, beside each other. */
class SoapEnvelopeTest {
  private static final String SOAP = "xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'";

  static List<String> usual() throws IOException {
    return List.of(World.conversation("GetMeterReadings.now.request.xml"),
      "<s:Envelope " + SOAP + "><s:Body><a/></s:Body></s:Envelope>",
      "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'><Body><a xmlns='urn:a' b='>'>ü&lt;</a></Body ></Envelope>\n",
      "<s:Envelope " + SOAP
        + " xmlns='urn:&amp;&quot;'>\r\n<s:Header><t>x</t></s:Header><s:Body ><!-- c -->\n <p:a xmlns:p='urn:p' xmlns:s='urn:s'\n"
        + "  c=\"'>\"><s:b/><![CDATA[</s:Body></s:Envelope>]]></p:a></s:Body></s:Envelope>");
  }

  @ParameterizedTest
  @MethodSource("usual")
  void theUsualIsCutOutAsItIs(String envelope) throws Exception {
    byte[] whole = envelope.getBytes(StandardCharsets.UTF_8);
    Optional<byte[]> cut = SoapStart.find(whole).flatMap(start -> start.cut(whole));
    assertThat(cut).isPresent();
    assertThat(events(cut.get())).isEqualTo(events(carefully(whole).xml()));
    assertThat(new String(cut.get(), StandardCharsets.UTF_8).lines().count()).isEqualTo(
      envelope.substring(0, envelope.lastIndexOf("</", envelope.lastIndexOf("</") - 1)).lines().count());
    for (int head : new int[]{whole.length, whole.length - 20}) {
      try (
        InputStream message = SoapEnvelope.open(Arrays.copyOf(whole, head), new ByteArrayInputStream(whole, head, whole.length - head))) {
        assertThat(events(message.readAllBytes())).as("as a stream").isEqualTo(events(cut.get()));
      }
    }
  }

  @Test
  void whereItStoodIsKept() throws Exception {
    SoapEnvelope.Opened opened = SoapEnvelope.open(("<s:Envelope " + SOAP + ">\n  <s:Body>   <a>\n</a></s:Body></s:Envelope>")
      .getBytes(StandardCharsets.UTF_8));
    assertThat(opened.message()).asString(StandardCharsets.UTF_8).matches("(?s) +\n {13}<a xmlns:s=\"[^\"]+\">\n</a>");
  }

  @Test
  void howAMessageBeginsIsSeen() throws Exception {
    String generic = "<s:Envelope " + SOAP
      + "><s:Body><m:EventMessage xmlns:m='x'><m:Header><m:Verb>created</m:Verb><m:Noun> MeterReadings</m:Noun>";
    assertThat(SoapEnvelope.start(generic.getBytes(StandardCharsets.UTF_8)))
      .isEqualTo(new MessageStart("EventMessage", "created", "MeterReadings"));
    assertThat(SoapEnvelope.start(generic.replace("EventMessage", "CreatedMeterReadings").getBytes(StandardCharsets.UTF_8)))
      .isEqualTo(new MessageStart("CreatedMeterReadings", "", ""));
    assertThat(SoapEnvelope.start(generic.replace("MeterReadings<", "Met").getBytes(StandardCharsets.UTF_8)).brings("MeterReadings"))
      .isFalse();
  }

  /** Whatever is cut off, it is never taken for a sound request. */
  @Test
  void theTruncatedIsNeverSound() throws Exception {
    byte[] whole = World.conversation("GetMeterReadings.now.request.xml").strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try {
        assertThat(SoapEnvelope.open(cut).broken()).as("%d bytes", length).isNotEmpty();
      } catch (SoapEnvelope.Refused refused) {
        assertThat(refused.error().code()).isEqualTo("1.8");
      }
    }
  }

  /** What the quick way hands on and a strict parser takes, the careful way takes, too, and as the same. */
  @Test
  void theQuickWayTakesNothingTheCarefulOneRefuses() throws Exception {
    byte[] sound = "<?xml version='1.0'?><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:a='urn:a'><s:Header/><s:Body><a:b c='d'><e/></a:b></s:Body></s:Envelope>"
      .getBytes(StandardCharsets.UTF_8);
    byte[] letters = "<>/'\"=&;!-[]? sab:1\n".getBytes(StandardCharsets.UTF_8);
    var random = new Random(61968);
    int quick = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] mutant = sound.clone();
      for (int change = 0; change <= i % 3; change++) {
        mutant[random.nextInt(mutant.length)] = letters[random.nextInt(letters.length)];
      }
      Optional<byte[]> cut = SoapStart.find(mutant).flatMap(start -> start.cut(mutant));
      if (cut.isEmpty()) continue;
      String seen;
      try {
        seen = events(cut.get());
      } catch (XMLStreamException refusedLater) {
        continue;
      }
      quick++;
      BodyChild careful = carefully(mutant);
      assertThat(careful.broken()).as(new String(mutant, StandardCharsets.UTF_8)).isEmpty();
      assertThat(events(careful.xml())).isEqualTo(seen);
    }
    assertThat(quick).isGreaterThan(1_000);
  }

  @Test
  void aStreamMustBeginAsUsual() {
    for (String odd : List.of("", "hello", "<s:Envelope " + SOAP + "><s:Header><x s:mustUnderstand='1'/></s:Header><s:Body><a>")) {
      assertThatThrownBy(() -> SoapEnvelope.open(odd.getBytes(StandardCharsets.UTF_8), InputStream.nullInputStream())).as(odd)
        .isInstanceOf(SoapEnvelope.Refused.class);
    }
  }

  private static BodyChild carefully(byte[] whole) throws XMLStreamException {
    var reader = new EnvelopeReader(StaxFactory.open(new ByteArrayInputStream(whole), XmlLimits.MESSAGE));
    do {
      reader.nextTag();
      if (reader.getLocalName().equals("Header") && reader.isStartElement()) SoapStart.asksForMore(reader, SoapVersion.SOAP_11);
    } while (!reader.getLocalName().equals("Body"));
    reader.next();
    return BodyChild.read(reader, whole.length);
  }

  /** Elements with their namespaces, attributes and texts. */
  private static String events(byte[] xml) throws XMLStreamException {
    var seen = new StringBuilder();
    XMLStreamReader2 reader = StaxFactory.open(new ByteArrayInputStream(xml), XmlLimits.MESSAGE);
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          seen.append('<').append(reader.getName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            seen.append(' ').append(reader.getAttributeName(i)).append('=').append(reader.getAttributeValue(i));
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> seen.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> seen.append('>');
        default -> {
          // Nothing to see.
        }
      }
    }
    return seen.toString();
  }
}
