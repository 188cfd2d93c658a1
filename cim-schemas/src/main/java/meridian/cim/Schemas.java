package meridian.cim;

import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;
import org.xml.sax.SAXNotRecognizedException;
import org.xml.sax.SAXNotSupportedException;

/**
 * Our schemas, compiled when first needed, and validators to borrow. A validator takes the longer to begin the more schemas it knows: so
 * there are some for each file and what it imports, and some for all. Nothing is fetched: the only scheme a schema may come from is our own, and
 * it leads to the classpath.
 */
final class Schemas {
  /** Schema files without {@code .xsd}. */
  static final Set<String> FILES = files();
  private static final String SCHEME = "classpath";
  /** In place of a file. */
  static final String ALL = "*";
  private static final int MOST_IDLE = 64;
  private static final Map<String, Pool> POOLS = new ConcurrentHashMap<>();

  private record Pool(Schema schema, Deque<ValidatorHandler> idle) {}

  private Schemas() {}

  private static Set<String> files() {
    var files = new TreeSet<String>();
    Wsdl.schemaFiles().forEach(file -> files.add(file.substring(0, file.length() - ".xsd".length())));
    return Collections.unmodifiableSet(files);
  }

  /**
   * A validator for one document, with no content handler set. Give it back when the document was read to its end.
   *
   * @param file the schema of the document's root, without {@code .xsd}, or {@link #ALL}
   */
  static ValidatorHandler borrow(String file) {
    Pool pool = POOLS.computeIfAbsent(file, _ -> new Pool(compile(file.equals(ALL) ? FILES : Set.of(file)), new ConcurrentLinkedDeque<>()));
    ValidatorHandler idle = pool.idle.poll();
    if (idle != null) return idle;
    ValidatorHandler fresh = pool.schema.newValidatorHandler();
    try {
      fresh.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    } catch (SAXNotRecognizedException | SAXNotSupportedException e) {
      throw new IllegalStateException("this JDK's validator cannot be made safe", e);
    }
    return fresh;
  }

  /** @param file as it was borrowed by */
  static void giveBack(String file, ValidatorHandler validator) {
    validator.setContentHandler(null);
    validator.setErrorHandler(null);
    Deque<ValidatorHandler> idle = Objects.requireNonNull(POOLS.get(file)).idle;
    if (idle.size() < MOST_IDLE) idle.push(validator);
  }

  private static Schema compile(Set<String> files) {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, SCHEME);
      var inputs = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
      factory.setResourceResolver((_, _, _, systemId, baseUri) -> resolve(inputs, systemId, baseUri));
      Source[] sources = files.stream().map(file -> {
        String id = SCHEME + ":/" + file + ".xsd";
        return new StreamSource(open(id), id);
      }).toArray(Source[]::new);
      return factory.newSchema(sources);
    } catch (SAXException | ReflectiveOperationException e) {
      throw new IllegalStateException("our own schemas do not compile", e);
    }
  }

  private static LSInput resolve(DOMImplementationLS inputs, String systemId, @Nullable String baseUri) {
    URI id = baseUri == null ? URI.create(systemId) : URI.create(baseUri).resolve(systemId);
    LSInput input = inputs.createLSInput();
    input.setSystemId(id.toString());
    input.setByteStream(open(id.toString()));
    return input;
  }

  private static InputStream open(String id) {
    String file = id.substring(id.lastIndexOf('/') + 1);
    if (!id.equals(SCHEME + ":/" + file)) throw new IllegalStateException("no schema of ours: " + id);
    return Wsdl.schema(file);
  }
}
