package meridian.cim.xml;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import javax.xml.stream.XMLStreamException;

import org.codehaus.stax2.XMLStreamReader2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StaxFactoryTest {

  enum Parser {
    STRICT, FAST;

    XMLStreamReader2 open(InputStream in, XmlLimits limits) throws XMLStreamException {
      return this == STRICT ? StaxFactory.open(in, limits) : StaxFactory.openFast(in, limits);
    }

    String text(String xml, XmlLimits limits) throws XMLStreamException {
      var reader = open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), limits);
      var text = new StringBuilder();
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader2.CHARACTERS) text.append(reader.getText());
      }
      return text.toString();
    }
  }

  private static final XmlLimits SMALL = new XmlLimits(4096, 8, 4, 50);

  @ParameterizedTest
  @EnumSource
  void readsWhatIsSound(Parser parser) throws XMLStreamException {
    assertThat(parser.text("<?xml version='1.0' encoding='UTF-8'?><a x='1'>T&amp;ü</a>", SMALL)).isEqualTo("T&ü");
  }

  @ParameterizedTest
  @EnumSource
  void refusesDocumentTypes(Parser parser) {
    assertThatThrownBy(() -> parser.text("<!DOCTYPE a><a/>", SMALL)).isInstanceOf(XMLStreamException.class);
    assertThatThrownBy(() -> parser.text("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", SMALL)).isInstanceOf(XMLStreamException.class);
    assertThatThrownBy(() -> parser.text("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>", SMALL))
      .isInstanceOf(XMLStreamException.class);
  }

  @ParameterizedTest
  @EnumSource
  void refusesDepthAttributesAndLength(Parser parser) throws XMLStreamException {
    assertThat(parser.text("<a>".repeat(8) + "</a>".repeat(8), SMALL)).isEmpty();
    assertThatThrownBy(() -> parser.text("<a>".repeat(9) + "</a>".repeat(9), SMALL)).hasMessageContaining("8 elements deep");
    assertThatThrownBy(() -> parser.text("<a a='' b='' c='' d='' e=''/>", SMALL)).hasMessageContaining("4 attributes");
    assertThatThrownBy(() -> parser.text("<a b='" + "x".repeat(51) + "'/>", SMALL)).hasMessageContaining("50 characters");
    assertThatThrownBy(() -> parser.text("<a>" + "<b/>".repeat(2000) + "</a>", SMALL)).hasMessageContaining("4096 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void boundsOneValue(Parser parser) throws XMLStreamException {
    assertThat(elementText(parser, "<a>x<!-- - --><![CDATA[y]]></a>")).isEqualTo("xy");
    assertThatThrownBy(() -> elementText(parser, "<a>" + "x".repeat(51) + "</a>")).hasMessageContaining("50 characters");
    assertThatThrownBy(() -> elementText(parser, "<a>x<b/></a>")).isInstanceOf(XMLStreamException.class);
  }

  @Test
  void theFastOneEndsAnAttributeFloodEarly() {
    var flood = new StringBuilder("<a");
    for (int i = 0; i < 200_000; i++)
      flood.append(" a").append(i).append("=''");
    assertThatThrownBy(() -> Parser.FAST.text(flood + "/>", XmlLimits.BULK)).hasMessageContaining("too many attributes");
  }

  @Test
  void theFastOneTakesUtf8Only() {
    var utf16 = new ByteArrayInputStream("<?xml version='1.0' encoding='UTF-16'?><a/>".getBytes(StandardCharsets.UTF_16));
    assertThatThrownBy(() -> StaxFactory.openFast(utf16, SMALL).next()).hasMessageContaining("UTF-8");
  }

  private static String elementText(Parser parser, String xml) throws XMLStreamException {
    var reader = parser.open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), SMALL);
    reader.next();
    return reader.getElementText();
  }
}
