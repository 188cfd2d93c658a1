package meridian.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the build put what the measurements start; relative to the project's root, which {@code ./hub} makes the working folder. */
final class Paths {
  static final Path FLEET = Path.of("adapters/fleet/target/fleet");
  static final Path PLUGINS = Path.of("adapters/dlms/target/plugins");
  /** The hub's class path, as the launcher has it. */
  static final String HUB = "src/hub/target/meridian-hub-0.1.0-SNAPSHOT.jar:src/hub/target/lib/*";
  private static final Path DLMS_TESTS = Path.of("adapters/dlms/target/test-classes");

  private Paths() {}

  /** Class path of the bare loop: it stands among the adapter's tests because it is as much under the GPL as gurux. */
  static String bareLoop() {
    return DLMS_TESTS + ":" + PLUGINS.resolve("dlms") + "/*";
  }

  static void expectBuilt() throws IOException {
    for (Path each : List.of(FLEET, PLUGINS, DLMS_TESTS)) {
      if (!Files.isDirectory(each)) throw new IOException(each + " is missing; ./hub bench builds it, from the project's root");
    }
  }
}
