package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What Main said and returned in a process of its own that ended by itself. */
record Ended(int code, String out, String err) {
  private static final int PATIENCE_s = 60;

  /**
   * @param before words before the JVM's own, for example {@code unshare}
   * @param words for Main
   */
  static Ended of(Path folder, List<String> before, List<String> words, Map<String, ?> settings) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(before);
    all.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
      "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
      "meridian.hub.Main"));
    all.addAll(words);
    settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    var builder = new ProcessBuilder(all).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_s, TimeUnit.SECONDS)) throw new AssertionError("still running: " + Files.readString(err));
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
