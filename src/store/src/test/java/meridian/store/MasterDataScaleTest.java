package meridian.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.grid.Grid;
import meridian.model.master.CimElement;
import meridian.services.master.MasterData;
import meridian.services.master.Wish;
import meridian.services.registry.Registry;

import static meridian.model.master.CimElement.part;
import static meridian.model.master.CimElement.value;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Meters created, each with its usage point and installed at it, by messages of a thousand of each; prints how long it took and what a meter
 * takes of the heap. Two thousand of them; more by hand: {@code -Dmeridian.meters=100000}.
 */
@Timeout(600)
class MasterDataScaleTest {
  private static final int METERS = Integer.getInteger("meridian.meters", 2_000);
  private static final int A_MESSAGE = 1_000;

  @Test
  void createsMetersByMessagesOfAThousandOnH2(@TempDir Path folder) { measure("H2", Opened.h2(folder, Kept.CLOCK).store()); }

  @Test
  void createsMetersByMessagesOfAThousandOnPostgres(@TempDir Path folder) {
    measure("PostgreSQL", Opened.postgis(folder, Kept.CLOCK).store());
  }

  private static void measure(String name, Store opened) {
    try (Store store = opened) {
      var registry = new Registry(Grid.EMPTY);
      var master = new MasterData(store.master(), registry, store.commands());
      long before_bytes = used_bytes();
      long meters_ns = apply(master, i -> new Wish.Create(meter(i)));
      long points_ns = apply(master, i -> new Wish.Create(named("UsagePoint", "UP-" + i, value("phaseCode", "A"))));
      long links_ns = apply(master, i -> new Wish.LinkTogether(List.of(named("Meter", "MTR-" + i), named("UsagePoint", "UP-" + i))));
      long changes_ns = apply(master, i -> new Wish.Change(named("Meter", "MTR-" + i, value("lotNumber", "7"))));
      long heap_bytes = used_bytes() - before_bytes;
      System.out.printf(
        "%s, %,d meters: created in %s, usage points in %s, installed in %s, changed in %s; %d bytes of heap a meter with its"
          + " usage point%n",
        name, METERS, Duration.ofNanos(meters_ns), Duration.ofNanos(points_ns), Duration.ofNanos(links_ns),
        Duration.ofNanos(changes_ns), heap_bytes / METERS);
      assertThat(registry.count()).isEqualTo(METERS);
      assertThat(new Registry(store.grid().load()).count()).isEqualTo(METERS);
      assertThat(registry.usagePoint(registry.findMeter("MTR-7").orElseThrow()).name()).isEqualTo("UP-7");
      var found = new AtomicInteger();
      long began_ns = System.nanoTime();
      master.find(new MasterData.Question("Meter", List.of(), 0, Integer.MAX_VALUE), _ -> found.incrementAndGet());
      System.out.printf("%s: all of them read in %s%n", name, Duration.ofNanos(System.nanoTime() - began_ns));
      assertThat(found).hasValue(METERS);
    }
  }

  private interface WishOf {
    Wish number(int i);
  }

  private static long apply(MasterData master, WishOf wish) {
    long began_ns = System.nanoTime();
    for (int from = 0; from < METERS; from += A_MESSAGE) {
      var wishes = new ArrayList<Wish>(A_MESSAGE);
      for (int i = from; i < from + A_MESSAGE; i++) {
        wishes.add(wish.number(i));
      }
      assertThat(master.apply(wishes, true).problems()).isEmpty();
    }
    return System.nanoTime() - began_ns;
  }

  private static CimElement meter(int i) {
    return named("Meter", "MTR-" + i, value("serialNumber", "S" + i), value("type", "E450"),
      part("electronicAddress", value("lan", "10." + i / 65_536 + "." + i / 256 % 256 + "." + i % 256 + ":4059")),
      part("Names", value("name", "dlms"), part("NameType", value("name", "Adapter"))));
  }

  private static CimElement named(String type, String name, CimElement... more) {
    return new CimElement(type, Map.of(), "", Stream.concat(Stream.of(more), Stream.of(part("Names", value("name", name)))).toList());
  }

  private static long used_bytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
