package meridian.hub;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.store.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Promises 1 and 2 against kill -9, on both stores, with the same few seeds each time. By hand as often as one likes:
 * {@code ./hub crash}, see docs/reliability.md.
 */
class CrashTest {
  private static final List<Long> SEEDS = List.of(1L, 2L);
  private static final int KILLS = 3;

  @ParameterizedTest
  @EnumSource
  void nothingIsLostAndNothingInvented(TestStore.Kind store, @TempDir Path folder) throws Exception {
    Assumptions.assumeTrue(store == TestStore.Kind.H2 || PostgresServer.isInstalled(), "no PostgreSQL with PostGIS on this machine");
    var tally = new Tally();
    try (var run = new CrashRun(store, folder, tally)) {
      for (long seed : SEEDS)
        assertThat(run.run(seed, KILLS)).as("seed %d on %s%n%s", seed, store, tally.table()).isEmpty();
    }
    assertThat(tally.kills()).isEqualTo(SEEDS.size() * KILLS);
    assertThat(tally.readingsDelivered).isGreaterThan(0);
    assertThat(tally.eventsConfirmed).isGreaterThan(50);
    assertThat(tally.controls).isGreaterThan(20);
  }
}
