package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The service descriptions and schemas the hub hands out. Profiles lie on the classpath under {@code meridian/cim/schemas}; wrappers and
 * WSDLs are the same for every noun but for its name, and are filled into {@code meridian/cim/templates}. Safe for concurrent callers.
 */
public final class Wsdl {
  /** A file of the classpath, and what to put in place of each {@code {word}}. */
  private record Document(String file, Map<String, String> words) {}

  private static final Map<String, Document> WSDLS = wsdls();
  private static final Map<String, Document> SCHEMAS = schemas();
  private static final Map<Document, byte[]> FILLED = new ConcurrentHashMap<>();

  /** Services by name; {@code Generic} is the one for RequestMessage and EventMessage. */
  public static final List<String> SERVICES = List.copyOf(WSDLS.keySet());

  private Wsdl() {}

  /**
   * One WSDL 1.1 document. Its {@code soap:address} is a placeholder, its schema imports are relative ({@code ../schemas/…}).
   *
   * @throws IllegalArgumentException when there is no such service
   */
  public static InputStream open(String service) { return open(WSDLS.get(service), "no WSDL of " + service); }

  /**
   * One schema document by its file name, for example {@code Message.xsd}: what the WSDLs and the schemas import.
   *
   * @throws IllegalArgumentException when there is no such schema
   */
  public static InputStream schema(String file) { return open(SCHEMAS.get(file), "no schema " + file); }

  /** File names of all schemas, with {@code .xsd}. */
  static Iterable<String> schemaFiles() { return SCHEMAS.keySet(); }

  private static InputStream open(@Nullable Document document, String otherwise) {
    if (document == null) throw new IllegalArgumentException(otherwise);
    return new ByteArrayInputStream(FILLED.computeIfAbsent(document, Wsdl::fill));
  }

  private static Map<String, Document> wsdls() {
    var all = new LinkedHashMap<String, Document>();
    for (CimNoun noun : CimNoun.all()) {
      String name = noun.name();
      for (String side : List.of("Execute", "Request")) {
        all.put(side + name, new Document("templates/Request.wsdl", Map.of("noun", name, "side", side, "service", side + name)));
      }
      for (String side : List.of("Send", "Receive", "Reply")) {
        all.put(side + name, new Document("templates/Event.wsdl", Map.of("noun", name, "side", side, "service", side + name)));
      }
      noun.query().ifPresent(query -> all.put(query, new Document("templates/Get.wsdl", Map.of("noun", name))));
      String set = name + "OperationSet";
      all.put("Execute" + set, new Document("templates/OperationSet.wsdl",
        Map.of("noun", name, "service", "Execute" + set, "verb", "Execute", "in", "Request")));
      all.put("Receive" + set, new Document("templates/OperationSet.wsdl",
        Map.of("noun", name, "service", "Receive" + set, "verb", "Executed", "in", "Event")));
    }
    all.put("Generic", new Document("wsdl/Generic.wsdl", Map.of()));
    return all;
  }

  private static Map<String, Document> schemas() {
    var all = new LinkedHashMap<String, Document>();
    all.put("Message.xsd", new Document("schemas/Message.xsd", Map.of()));
    for (CimNoun noun : CimNoun.all()) {
      Map<String, String> words = Map.of("noun", noun.name());
      all.put(noun.payload() + ".xsd", new Document("schemas/" + noun.payload() + ".xsd", Map.of()));
      all.put(noun.name() + "Message.xsd", new Document("templates/Message.xsd", words));
      all.put(noun.name() + "OperationSetMessage.xsd", new Document("templates/OperationSetMessage.xsd", words));
      noun.query().ifPresent(query -> {
        all.put(query + ".xsd", new Document("schemas/" + query + ".xsd", Map.of()));
        all.put(query + "Message.xsd", new Document("templates/GetMessage.xsd", words));
      });
    }
    return all;
  }

  private static byte[] fill(Document document) {
    try (InputStream stream = Wsdl.class.getResourceAsStream(document.file)) {
      if (stream == null) throw new IllegalStateException("meridian/cim/" + document.file + " is not on the classpath");
      if (document.words.isEmpty()) return stream.readAllBytes();
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> word : document.words.entrySet()) {
        text = text.replace('{' + word.getKey() + '}', word.getValue());
      }
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
