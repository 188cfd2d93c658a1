package meridian.store.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.store.MariaDbServer;
import meridian.store.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Exactly once over what happens to servers, networks and hubs. Rows are appended: a second time would be seen. */
@Timeout(120)
class ServerTroubleTest {
  private static final int NOTICES = 200;
  private static final int VALUES = 5;

  @ParameterizedTest
  @CsvSource({"POSTGRESQL, BEFORE_THE_ROWS", "POSTGRESQL, BETWEEN_ROWS_AND_COMMIT", "POSTGRESQL, AT_THE_COMMIT", "MARIADB, BEFORE_THE_ROWS",
      "MARIADB, BETWEEN_ROWS_AND_COMMIT", "MARIADB, AT_THE_COMMIT"})
  void theNetworkIsCut(Enterprise.Kind kind, Steps.Step step) throws Exception {
    assumeTrue(kind.isInstalled());
    Enterprise enterprise = Enterprise.open(kind);
    var steps = new Steps("appended");
    try (var network = new CutProxy(port(kind))) {
      var plan = Plan.of("mdm", enterprise.config(through(network, enterprise)), Enterprise.PATIENCE, _ -> Optional.empty());
      var drivers = new Drivers(plan);
      try (TableSubscriber mdm = TableSubscriber.open(plan, () -> steps.watch(drivers.connect()), drivers)) {
        mdm.deliver(Enterprise.notice(1, VALUES));
        steps.once(step, step == Steps.Step.AT_THE_COMMIT ? network::cutAtTheNextAnswer : network::cut);
        assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(2, VALUES))).isInstanceOf(TableTrouble.class)
          .hasMessageNotContaining(enterprise.password());
        assertThat(steps.isOver()).as("the cut was made").isTrue();
        // The last commit was kept though nobody heard so; the others were not.
        assertThat(enterprise.count("appended")).isEqualTo(step == Steps.Step.AT_THE_COMMIT ? 2 * VALUES : VALUES);
        deliver(mdm, 2);
        deliver(mdm, 3);
      }
    }
    assertThat(enterprise.count("appended")).isEqualTo(3 * VALUES);
    assertThat(enterprise.count("meridian_delivered")).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"POSTGRESQL, false", "POSTGRESQL, true", "MARIADB, false", "MARIADB, true"})
  void theServerIsStartedAgain(Enterprise.Kind kind, boolean killed) throws Exception {
    assumeTrue(kind.isInstalled());
    Enterprise enterprise = Enterprise.open(kind);
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      mdm.deliver(Enterprise.notice(1, VALUES));
      stop(kind, killed);
      try {
        assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(2, VALUES))).isInstanceOf(TableTrouble.class);
        assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(2, VALUES))).isInstanceOf(TableTrouble.class);
        assertThatCode(() -> enterprise.subscriber(Enterprise.APPENDING).close()).as("a hub that starts meanwhile")
          .doesNotThrowAnyException();
      } finally {
        begin(kind);
      }
      deliver(mdm, 1);
      deliver(mdm, 2);
    }
    assertThat(enterprise.count("appended")).isEqualTo(2 * VALUES);
  }

  /** The table is dropped and made again while the hub runs: trouble that says so, not the loss of a notice. */
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void theTableIsAwayForAWhile(Enterprise.Kind kind) throws Exception {
    assumeTrue(kind.isInstalled());
    Enterprise enterprise = Enterprise.open(kind);
    try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
      mdm.deliver(Enterprise.notice(1, VALUES));
      enterprise.execute("ALTER TABLE appended RENAME TO away");
      assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(2, VALUES))).isInstanceOf(TableTrouble.class);
      assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(2, VALUES))).isInstanceOf(TableTrouble.class)
        .hasMessageContaining("subscribers.mdm.readings-table");
      enterprise.execute("ALTER TABLE away RENAME TO appended");
      mdm.deliver(Enterprise.notice(2, VALUES));
    }
    assertThat(enterprise.count("appended")).isEqualTo(2 * VALUES);
  }

  /** A server that takes the connection and says nothing must not hold the hub for ever. */
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aServerThatSaysNothingIsGivenUp(Enterprise.Kind kind) throws Exception {
    assumeTrue(kind.isInstalled());
    Enterprise enterprise = Enterprise.open(kind);
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = new HashMap<>(Enterprise.APPENDING);
      settings.put("url", enterprise.url().replace(":" + port(kind) + "/", ":" + silent.getLocalPort() + "/"));
      try (TableSubscriber mdm = enterprise.subscriber(settings, Duration.ofSeconds(1))) {
        assertThatThrownBy(() -> mdm.deliver(Enterprise.notice(1, 1))).isInstanceOf(TableTrouble.class);
      }
    }
  }

  /** The hub is killed with kill -9 again and again while it writes; its outbox then begins again some notices back. */
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void theHubIsKilled(Enterprise.Kind kind, @TempDir Path folder) throws Exception {
    assumeTrue(kind.isInstalled());
    Enterprise enterprise = Enterprise.open(kind);
    Path position = folder.resolve("position");
    var random = new Random(20_260_301);
    int kills = 0;
    while (!childWritesAll(enterprise, position, 30 + random.nextInt(50))) {
      kills++;
    }
    assertThat(kills).isGreaterThan(2);
    assertThat(enterprise.count("appended")).isEqualTo(NOTICES * VALUES);
    assertThat(enterprise.rows("SELECT mrid FROM appended GROUP BY mrid HAVING COUNT(*) <> " + VALUES)).isEmpty();
    assertThat(enterprise.count("meridian_delivered")).isEqualTo(NOTICES);
  }

  /** @param lines it says before it is killed. @return whether it came to the end */
  private static boolean childWritesAll(Enterprise enterprise, Path position, int lines) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp",
      System.getProperty("java.class.path"), Child.class.getName(), enterprise.kind().name(), enterprise.url(), position.toString())
      .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    boolean ended = false;
    try (var out = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      int seen = 0;
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (++seen == lines) child.toHandle().destroyForcibly();
        ended |= line.equals("all");
      }
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(seen >= lines || ended).as("it wrote until it was killed or done").isTrue();
      return ended;
    } finally {
      child.destroyForcibly();
    }
  }

  /** The process that is killed: its position, like the outbox's, moves behind what it has delivered. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      var enterprise = new Enterprise(Enterprise.Kind.valueOf(args[0]), args[1], PostgresServer.USER, PostgresServer.PASSWORD);
      Path position = Path.of(args[2]);
      try (TableSubscriber mdm = enterprise.subscriber(Enterprise.APPENDING)) {
        int begin = Files.exists(position) ? Integer.parseInt(Files.readString(position)) : 1;
        for (int n = begin; n <= NOTICES; n++) {
          mdm.deliver(Enterprise.notice(n, VALUES));
          System.out.println(n);
          if (n % 5 == 0)
            Files.move(Files.writeString(position.resolveSibling("next"), String.valueOf(n - 3)), position,
              StandardCopyOption.REPLACE_EXISTING);
        }
        System.out.println("all");
      }
    }
  }

  /** As Deliver does: again until it is taken. */
  private static void deliver(TableSubscriber mdm, int n) throws Exception {
    for (int tries = 1; true; tries++) {
      try {
        mdm.deliver(Enterprise.notice(n, VALUES));
        return;
      } catch (TableTrouble trouble) {
        if (tries == 5) throw trouble;
      }
    }
  }

  private static Map<String, String> through(CutProxy network, Enterprise enterprise) throws IOException {
    Map<String, String> settings = new HashMap<>(Enterprise.APPENDING);
    settings.put("url", enterprise.url().replace(":" + port(enterprise.kind()) + "/", ":" + network.port() + "/"));
    return settings;
  }

  private static int port(Enterprise.Kind kind) throws IOException {
    return kind == Enterprise.Kind.POSTGRESQL ? PostgresServer.shared().port() : MariaDbServer.shared().port();
  }

  private static void stop(Enterprise.Kind kind, boolean killed) throws IOException {
    if (kind == Enterprise.Kind.POSTGRESQL && killed) PostgresServer.shared().kill();
    else if (kind == Enterprise.Kind.POSTGRESQL) PostgresServer.shared().stop();
    else if (killed) MariaDbServer.shared().kill();
    else
      MariaDbServer.shared().stop();
  }

  private static void begin(Enterprise.Kind kind) throws IOException {
    if (kind == Enterprise.Kind.POSTGRESQL) PostgresServer.shared().begin();
    else
      MariaDbServer.shared().begin();
  }
}
