package meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one measurement, gone with all that is in it when it closes. */
record Scratch(Path folder) implements AutoCloseable {

  static Scratch make(String name) throws IOException { return new Scratch(Files.createTempDirectory("meridian-bench-" + name)); }

  Path resolve(String name) { return folder.resolve(name); }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
