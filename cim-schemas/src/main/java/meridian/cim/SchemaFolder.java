package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** The .xsd files of a folder of somebody else's, read once; nothing beside them is ever opened. */
final class SchemaFolder {
  private static final int MOST_FILES = 1_000;
  private static final int MOST_BYTES = 8 << 20;
  private static final int DEEPEST = 8;

  private final Path folder;
  /** By real path; a copy leads to the file it is a copy of. */
  private final Map<Path, Path> originals = new LinkedHashMap<>();
  private final Map<Path, byte[]> contents = new LinkedHashMap<>();

  SchemaFolder(Path folder) {
    try {
      this.folder = folder.toRealPath();
      List<Path> files;
      try (var found = Files.find(this.folder, DEEPEST, (path, is) -> is.isRegularFile() && path.toString().endsWith(".xsd"))) {
        files = found.sorted().limit(MOST_FILES + 1L).toList();
      }
      if (files.isEmpty()) throw new IllegalArgumentException("no .xsd file in " + folder);
      if (files.size() > MOST_FILES) throw new IllegalArgumentException("more than " + MOST_FILES + " .xsd files in " + folder);
      var seen = new HashMap<ByteBuffer, Path>();
      for (Path file : files) {
        if (Files.size(file) > MOST_BYTES) throw new IllegalArgumentException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
        byte[] content = Files.readAllBytes(file);
        Path original = seen.computeIfAbsent(ByteBuffer.wrap(content), _ -> file);
        originals.put(file, original);
        contents.putIfAbsent(original, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("official schemas: " + folder + " cannot be read", e);
    }
  }

  Schema compile() {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "file");
      var inputs = (DOMImplementationLS) DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
      factory.setResourceResolver((_, _, _, systemId, baseUri) -> systemId == null ? null : input(inputs, original(systemId, baseUri)));
      factory.setErrorHandler(new DefaultHandler() {
        @Override
        public void error(SAXParseException e) throws SAXException { throw e; }
      });
      Source[] sources = contents.entrySet().stream()
        .map(file -> new StreamSource(new ByteArrayInputStream(file.getValue()), file.getKey().toUri().toString())).toArray(Source[]::new);
      return factory.newSchema(sources);
    } catch (SAXParseException e) {
      String file = e.getSystemId() == null ? folder.toString() : e.getSystemId().substring(e.getSystemId().lastIndexOf('/') + 1);
      throw new IllegalArgumentException("official schemas do not compile: " + file + ", line " + e.getLineNumber() + ", column "
        + e.getColumnNumber() + ": " + e.getMessage(), e);
    } catch (SAXException e) {
      throw new IllegalArgumentException("official schemas in " + folder + " do not compile: " + e.getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no DOM", e);
    }
  }

  /** Names of the global elements. */
  Set<QName> roots() {
    var roots = new HashSet<QName>();
    contents.forEach((file, content) -> {
      try {
        XMLStreamReader2 reader = StaxFactory.open(new ByteArrayInputStream(content), XmlLimits.MESSAGE);
        String target = "";
        int depth = 0;
        while (reader.hasNext()) {
          int event = reader.next();
          if (event == XMLStreamConstants.END_ELEMENT) depth--;
          if (event != XMLStreamConstants.START_ELEMENT) continue;
          String name = reader.getAttributeValue("", depth == 0 ? "targetNamespace" : "name");
          if (depth == 0 && name != null) target = name;
          if (depth == 1 && reader.getLocalName().equals("element") && name != null) roots.add(new QName(target, name));
          depth++;
        }
      } catch (XMLStreamException e) {
        throw new IllegalArgumentException("official schemas: " + file.getFileName() + " cannot be read: " + e.getMessage(), e);
      }
    });
    return roots;
  }

  /** What an import means: by its path, else by its file name. */
  private Path original(String systemId, @Nullable String baseUri) {
    try {
      URI id = baseUri == null ? URI.create(systemId) : URI.create(baseUri).resolve(systemId);
      if ("file".equals(id.getScheme())) {
        Path byPath = originals.get(Path.of(id));
        if (byPath != null) return byPath;
      }
    } catch (IllegalArgumentException e) {
      // Not a path of this machine's: the file name remains.
    }
    String name = systemId.substring(systemId.lastIndexOf('/') + 1);
    return contents.keySet().stream().filter(file -> file.getFileName().toString().equals(name)).findFirst()
      .orElseThrow(
        () -> new IllegalArgumentException("official schemas: " + systemId + " is imported, but there is no " + name + " in " + folder));
  }

  private LSInput input(DOMImplementationLS inputs, Path file) {
    LSInput input = inputs.createLSInput();
    input.setSystemId(file.toUri().toString());
    input.setByteStream(new ByteArrayInputStream(contents.get(file)));
    return input;
  }
}
