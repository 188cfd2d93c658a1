package meridian.cim;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;

import org.codehaus.stax2.XMLStreamReader2;
import org.xml.sax.ContentHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import meridian.cim.xml.StaxFactory;

/**
 * The standard's own schemas, of a user who has them: messages can be held against these as well as against ours. Safe for concurrent
 * callers.
 */
public final class OfficialSchemas {
  private static final int MOST_COMPLAINTS = 100;

  private final Schema schema;
  private final Set<QName> roots;

  private OfficialSchemas(Schema schema, Set<QName> roots) {
    this.schema = schema;
    this.roots = Set.copyOf(roots);
  }

  /**
   * Compiles all {@code .xsd} files in a folder and the folders below it. Nothing outside of it is opened: what they import must be there,
   * by its path or its file name. Of files that are the same byte for byte only one is taken.
   *
   * @throws IllegalArgumentException when they do not compile, naming file, line and reason
   * @throws UncheckedIOException when the folder cannot be read
   */
  public static OfficialSchemas open(Path folder) {
    var files = new SchemaFolder(folder);
    return new OfficialSchemas(files.compile(), files.roots());
  }

  /** Elements that a document may begin with: profiles, and envelopes and wrappers when those are in the folder too. */
  public Set<QName> roots() {
    return roots;
  }

  /**
   * What these schemas have against the envelope and each child of Payload and Request of a message, as far as they know them; in the order
   * of the message, at most 100. Empty: nothing, or they know none of it. Does not close the stream.
   */
  public List<CimError> complaints(InputStream message, CimLimits limits) {
    var input = new CountedInput(message, limits.bodyBytes());
    var walk = new Walk();
    try {
      XMLStreamReader2 reader = StaxFactory.open(input, limits.xml());
      try {
        while (reader.hasNext() && walk.found.size() < MOST_COMPLAINTS) {
          walk.event(reader, reader.next());
        }
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      walk.found.add(ParserWords.of(e, input, walk.place).error());
    } catch (SAXException e) {
      throw new IllegalStateException("validating failed", e);
    }
    return List.copyOf(walk.found);
  }

  /** One message on its way past the validators: the envelope's, and within it the payload's. */
  private final class Walk {
    private final Place place = new Place();
    private final SaxFeed feed = new SaxFeed(place);
    private final Set<String> prefixes = new HashSet<>();
    private final StringBuilder text = new StringBuilder();
    private final Deque<Check> checks = new ArrayDeque<>();
    private final Set<CimError> found = new LinkedHashSet<>();

    void event(XMLStreamReader2 reader, int event) throws SAXException {
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> start(reader);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
          for (Check check : checks) {
            check.handler.characters(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> end(reader);
        default -> {
          // Comments and processing instructions mean nothing here.
        }
      }
    }

    private void start(XMLStreamReader2 reader) throws SAXException {
      place.enter(reader.getLocalName(), reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
      text.setLength(0);
      for (int i = 0; i < reader.getNamespaceCount(); i++) {
        prefixes.add(SaxFeed.text(reader.getNamespacePrefix(i)));
      }
      if (roots.contains(reader.getName()) && isRootOrPart(reader.getLocalName())) {
        var check = new Check(schema.newValidatorHandler(), place.depth(), new ArrayList<>());
        check.handler.setErrorHandler(check);
        checks.push(check);
        feed.beginDocument(reader, check.handler, prefixes);
      }
      feed.start(reader, handlers());
      gather(reader, "");
    }

    /** A document's root, or in an envelope: a child of Payload or Request. */
    private boolean isRootOrPart(String name) {
      int depth = place.depth();
      if (checks.isEmpty() || depth == 1) return true;
      String parent = place.name(depth - 1);
      return depth <= 5 && !name.equals(parent) && (parent.equals("Payload") || parent.equals("Request"));
    }

    private void end(XMLStreamReader2 reader) throws SAXException {
      feed.end(reader, handlers());
      gather(reader, text.toString());
      Check inner = checks.peek();
      if (inner != null && inner.depth == place.depth()) {
        inner.handler.endDocument();
        checks.pop();
      }
      place.leave();
      text.setLength(0);
    }

    private List<ContentHandler> handlers() { return checks.stream().<ContentHandler>map(Check::handler).toList(); }

    private void gather(XMLStreamReader2 reader, String value) {
      for (Check check : checks) {
        // What follows the first says the same of the type that the value has.
        if (!check.complaints.isEmpty()) found.add(SchemaWords.of(check.complaints.getFirst(), place, reader.getName(), value).error());
        check.complaints.clear();
      }
    }
  }

  private record Check(ValidatorHandler handler, int depth, List<String> complaints) implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // Not about the message.
    }

    @Override
    public void error(SAXParseException e) { complaints.add(e.getMessage() == null ? "" : e.getMessage()); }

    @Override
    public void fatalError(SAXParseException e) { error(e); }
  }
}
