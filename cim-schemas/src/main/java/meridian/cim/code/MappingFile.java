package meridian.cim.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Rows of a mapping: profile, their code, our code, and words for the reader, parted by commas; {@code #} begins a comment. Collects what is
 * wrong with a file and where, so that its writer can mend all of it at once.
 */
final class MappingFile<T> {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_DEFECTS = 20;

  /** @param line from 1 */
  record Row<T>(String profile, String theirs, T ours, int line) {}

  private final String name;
  private final Function<String, Optional<String>> theirs;
  private final Function<String, Optional<T>> ours;
  private final String theirsAre;
  private final String oursAre;
  private final List<String> defects = new ArrayList<>();

  /**
   * @param theirs empty for what is no code of theirs, else the one form it is kept in
   * @param theirsAre what such a code looks like, for messages
   */
  MappingFile(String name, Function<String, Optional<String>> theirs, String theirsAre, Function<String, Optional<T>> ours,
    String oursAre) {
    this.name = name;
    this.theirs = theirs;
    this.theirsAre = theirsAre;
    this.ours = ours;
    this.oursAre = oursAre;
  }

  String name() { return name; }

  /** @throws IllegalArgumentException naming file, line and column of all that is wrong with it, one to a line */
  List<Row<T>> read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) throw new IllegalArgumentException(file + " is larger than " + (MOST_BYTES >> 20) + " MB");
      return rows(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The rows that we ship. */
  List<Row<T>> shipped() {
    try (InputStream stream = MappingFile.class.getResourceAsStream("mappings/" + name)) {
      if (stream == null) throw new IllegalStateException(name + " is not on the class path");
      return rows(name, stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Row<T>> rows(String file, byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not UTF-8", e);
    }
    var rows = new ArrayList<Row<T>>();
    int line = 0;
    for (String each : (Iterable<String>) text.replaceFirst("^\uFEFF", "").lines()::iterator) {
      line++;
      if (!each.isBlank() && !each.strip().startsWith("#")) row(each, file, line).ifPresent(rows::add);
      if (defects.size() >= MOST_DEFECTS) break;
    }
    var lines = new HashMap<List<String>, Integer>();
    for (Row<T> row : rows) {
      Integer before = lines.putIfAbsent(List.of(row.profile, row.theirs), row.line);
      if (before != null && defects.size() < MOST_DEFECTS)
        defects.add(file + ", line " + row.line + ", column 1: " + row.theirs + " of " + row.profile + " is already in line " + before);
    }
    if (!defects.isEmpty()) throw new IllegalArgumentException(String.join("\n", defects));
    return rows;
  }

  private Optional<Row<T>> row(String text, String file, int line) {
    String[] fields = text.split(",", 4);
    if (fields.length < 3) {
      defects
        .add(file + ", line " + line + ", column " + (text.length() + 1) + ": a row has profile, their code, our code, and maybe words");
      return Optional.empty();
    }
    String profile = fields[0].strip();
    int second = fields[0].length() + 1;
    int third = second + fields[1].length() + 1;
    if (!profile.matches("\\*|[A-Za-z0-9._-]{1,64}"))
      defect(file, line, text, 0, profile, "is no profile: letters and digits, or * for all");
    Optional<String> their = theirs.apply(fields[1].strip());
    if (their.isEmpty()) defect(file, line, text, second, fields[1].strip(), "is not " + theirsAre);
    Optional<T> our = ours.apply(fields[2].strip());
    if (our.isEmpty()) defect(file, line, text, third, fields[2].strip(), "is not " + oursAre);
    return their.flatMap(code -> our.map(type -> new Row<>(profile, code, type, line)));
  }

  /** @param from where the field begins, blanks included */
  private void defect(String file, int line, String text, int from, String value, String says) {
    int column = from;
    while (column < text.length() && Character.isWhitespace(text.charAt(column)))
      column++;
    String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
    defects.add(file + ", line " + line + ", column " + (column + 1) + ": \"" + shown + "\" " + says);
  }
}
