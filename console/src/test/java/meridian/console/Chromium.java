package meridian.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.opentest4j.TestAbortedException;

/** The machine's own Chromium, headless. Nothing is downloaded. {@code MERIDIAN_CHROMIUM} names another than Debian's. */
final class Chromium implements AutoCloseable {
  private static final List<String> ARGUMENTS = List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync");

  private final Playwright playwright;
  final Browser browser;

  private Chromium(Path executable) {
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setArgs(ARGUMENTS));
  }

  static Chromium start() {
    var executable = Path.of(System.getenv().getOrDefault("MERIDIAN_CHROMIUM", "/usr/bin/chromium"));
    require(executable, "true".equals(System.getenv("CI")));
    return new Chromium(executable);
  }

  /**
   * @throws TestAbortedException when it is not there: the tests are skipped, which a developer may want
   * @throws AssertionError when it is not there under continuous integration, where a skipped test would go unnoticed
   */
  static void require(Path executable, boolean continuousIntegration) {
    if (Files.isExecutable(executable)) return;
    String message = "No Chromium at " + executable + ": install the package chromium, or name one with MERIDIAN_CHROMIUM.";
    if (continuousIntegration) throw new AssertionError(message + " With CI=true its tests must run.");
    throw new TestAbortedException(message + " The browser tests are skipped.");
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
