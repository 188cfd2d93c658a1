package meridian.hub;

import java.nio.file.Path;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.store.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises 1 and 2 against kill -9, on both stores, each with a seed of its own that stays. By hand as often as one likes:
 * {@code ./hub crash}, see docs/reliability.md.
 */
class CrashTest {
  private static final int KILLS = 4;

  @ParameterizedTest
  @EnumSource
  void nothingIsLostAndNothingInvented(TestStore.Kind store, @TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(store == TestStore.Kind.H2 || PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    var tally = new Tally();
    try (var run = new CrashRun(store, folder, tally)) {
      long seed = store.ordinal() + 1;
      assertThat(run.run(seed, KILLS)).as("seed %d on %s%n%s", seed, store, tally.table()).isEmpty();
    }
    assertThat(tally.kills()).isEqualTo(KILLS);
    assertThat(tally.readingsDelivered).isGreaterThan(0);
    assertThat(tally.eventsConfirmed).isGreaterThan(0);
    assertThat(tally.controls).isGreaterThan(0);
  }
}
