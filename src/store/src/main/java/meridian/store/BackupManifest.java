package meridian.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a backup says of itself, in a text entry of its own.
 *
 * @param version of the program that made it
 * @param made when
 * @param schemas version of each schema in it: {@code hub} and {@code journal}, or {@code postgis}
 */
public record BackupManifest(Kind kind, String version, Instant made, Map<String, Integer> schemas) {
  static final String ENTRY = "manifest.properties";
  private static final String FORM = "1";

  /** Of which store. */
  public enum Kind {
    EMBEDDED("the embedded store"), POSTGRESQL("a PostgreSQL store");

    private final String words;

    Kind(String words) { this.words = words; }

    String words() { return words; }
  }

  static BackupManifest now(Kind kind, Map<String, Integer> schemas) {
    String version = Objects.requireNonNullElse(BackupManifest.class.getPackage().getImplementationVersion(), "unpackaged");
    return new BackupManifest(kind, version, Instant.now(), schemas);
  }

  void writeTo(OutputStream out) throws IOException {
    var text = new StringBuilder("meridian-backup=" + FORM + "\nkind=" + kind.name().toLowerCase(Locale.ROOT) + "\nversion=" + version
      + "\nmade=" + made + "\n");
    new TreeMap<>(schemas).forEach((schema, number) -> text.append("schema.").append(schema).append('=').append(number).append('\n'));
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** @throws IOException also when it is of a form this program does not know */
  static BackupManifest read(InputStream in) throws IOException {
    var properties = new Properties();
    try {
      properties.load(in);
      if (!FORM.equals(properties.getProperty("meridian-backup")))
        throw new IOException("its form is " + properties.getProperty("meridian-backup") + ", this hub knows " + FORM);
      var schemas = new TreeMap<String, Integer>();
      for (String key : properties.stringPropertyNames()) {
        if (key.startsWith("schema.")) schemas.put(key.substring("schema.".length()), Integer.valueOf(properties.getProperty(key)));
      }
      return new BackupManifest(Kind.valueOf(properties.getProperty("kind", "").toUpperCase(Locale.ROOT)),
        properties.getProperty("version", ""), Instant.parse(properties.getProperty("made", "")), schemas);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("its manifest is damaged", e);
    }
  }
}
