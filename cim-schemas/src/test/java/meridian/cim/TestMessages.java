package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;
import meridian.model.Mrid;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages beside the tests, and what judges those we write. */
final class TestMessages {
  static final Instant NOW = Instant.parse("2026-03-29T01:00:00Z");
  private static final List<String> GENERIC_ROOTS = List.of("RequestMessage", "ResponseMessage", "EventMessage");
  private static final Pattern TAG_AND_TEXT = Pattern.compile("(<[^>]*>)([^<]*)");
  private static final Path GOLDEN = Path.of("src/test/resources/meridian/cim/golden");

  private TestMessages() {}

  static CimCodec codec(CimLimits limits) {
    return new CimCodec(limits, new Naming() {
      @Override
      public String nameOf(Mrid device) {
        String text = device.toString();
        return text.startsWith("3f1d4a52") ? "M-" + text.substring(text.length() - 4) : "";
      }

      @Override
      public String usagePointOf(Mrid device) {
        String text = device.toString();
        return text.endsWith("1") ? "UP <" + text.substring(text.length() - 4) + ">" : "";
      }
    }, "Meridian");
  }

  static CimCodec codec() { return codec(CimLimits.defaults()); }

  static ByteArrayInputStream golden(String file) throws IOException {
    return new ByteArrayInputStream(Files.readAllBytes(GOLDEN.resolve(file)));
  }

  static String goldenText(String file) throws IOException { return Files.readString(GOLDEN.resolve(file)); }

  /** Compares with a golden file; what was really written is left in target/golden to look at, or to copy when it is right. */
  static void assertGolden(String file, byte[] message) throws IOException {
    assertThat(violations(message)).isEmpty();
    String actual = pretty(message);
    Files.createDirectories(Path.of("target/golden"));
    Files.writeString(Path.of("target/golden", file), actual);
    assertThat(actual).isEqualTo(Files.exists(GOLDEN.resolve(file)) ? goldenText(file) : "");
  }

  /** What a route would send back. */
  static byte[] answer(CimException e) {
    return e.header().isEmpty()
      ? codec().encodeFault(e.error())
      : codec().encodeReply(e.header().get(), e.wrapping().orElse(Wrapping.GENERIC), "reply-1", NOW, Reply.failed(e.error()));
  }

  /** Indented, a leaf on one line, so that messages can be read and compared. */
  static String pretty(byte[] xml) {
    var pretty = new StringBuilder();
    int depth = 0;
    boolean leaf = false;
    for (Matcher m = TAG_AND_TEXT.matcher(new String(xml, StandardCharsets.UTF_8)); m.find();) {
      String tag = m.group(1);
      boolean closing = tag.startsWith("</");
      if (closing) depth--;
      if (!(closing && leaf)) pretty.append(pretty.isEmpty() ? "" : "\n").append("  ".repeat(depth));
      pretty.append(tag).append(m.group(2));
      leaf = !closing && !tag.endsWith("/>");
      if (leaf) depth++;
    }
    return pretty.append('\n').toString();
  }

  /** What the schema has against a message, also inside a generic payload; empty when it is valid. */
  static List<String> violations(byte[] message) {
    var found = new ArrayList<String>();
    var place = new Place();
    var feed = new SaxFeed(place);
    try {
      var reader = StaxFactory.open(new ByteArrayInputStream(message), XmlLimits.BULK);
      var whole = new Validation();
      Validation payload = null;
      var handlers = new ArrayList<ContentHandler>(List.of(whole.handler()));
      feed.beginDocument(reader, whole.handler(), List.of());
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            place.enter(reader.getLocalName(), reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
            if (place.depth() == 3 && place.name(2).equals("Payload") && GENERIC_ROOTS.contains(place.name(1))
              && !reader.getNamespaceURI().equals(Names.MESSAGE)) {
              payload = new Validation();
              handlers.set(0, payload.handler());
              feed.beginDocument(reader, payload.handler(), List.of(""));
            }
            feed.start(reader, handlers);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            for (ContentHandler handler : handlers) {
              handler.characters(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            feed.end(reader, handlers);
            if (place.depth() == 3 && payload != null) {
              if (payload.complaint() != null) found.add(place + " " + payload.complaint());
              payload.finish();
              payload = null;
              handlers.set(0, whole.handler());
            }
            place.leave();
          }
          default -> {}
        }
        for (Validation validation : payload == null ? List.of(whole) : List.of(whole, payload)) {
          if (validation.complaint() != null) found.add(place + " " + validation.complaint());
        }
        if (!found.isEmpty()) return found;
      }
    } catch (XMLStreamException | SAXException e) {
      found.add(e.getMessage());
    }
    return found;
  }
}
