package meridian.console.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import meridian.model.Position;

/** Measures how fast tiles are cut: argument meters (1,000,000). Meters lie in some 200 towns of a country; tiles are those with meters. */
public final class TileRate {
  private static final int THREADS = 4;
  private static final int TILES = 20_000;

  private TileRate() {}

  public static void main(String[] args) throws Exception {
    int meters = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    Position[] places = country(meters);
    long before = used();
    long start = System.nanoTime();
    var tiles = new MeterTiles(meters, meter -> places[meter], 14);
    System.out.printf("%,d meters: built in %.2f s, %.1f B a meter%n", meters, (System.nanoTime() - start) / 1e9,
      (used() - before) / (double) meters);
    changes(tiles, meters);
    for (int z : new int[]{6, 8, 10, 12, 13, 14, 16}) {
      measure(tiles, places, z, 1);
      measure(tiles, places, z, THREADS);
    }
  }

  private static Position[] country(int meters) {
    var random = new Random(1);
    var towns = new double[200][3];
    for (double[] town : towns) {
      town[0] = 7 + 3 * random.nextDouble();
      town[1] = 46 + 2 * random.nextDouble();
      town[2] = 0.005 + 0.04 * random.nextDouble();
    }
    var places = new Position[meters];
    Arrays.setAll(places, _ -> {
      double[] town = towns[random.nextInt(towns.length)];
      return new Position(town[0] + random.nextGaussian() * town[2], town[1] + random.nextGaussian() * town[2] * 0.7);
    });
    return places;
  }

  private static void changes(MeterTiles tiles, int meters) {
    var random = new Random(2);
    long start = System.nanoTime();
    int changes = 5_000_000;
    for (int i = 0; i < changes; i++) {
      tiles.set(random.nextInt(meters), random.nextInt(CountPyramid.STATES));
    }
    tiles.publish();
    System.out.printf("state changes on one thread: %.1f M/s%n", changes * 1e3 / (System.nanoTime() - start));
  }

  private static void measure(MeterTiles tiles, Position[] places, int z, int threads) throws Exception {
    int[][] wanted = new int[1_000][];
    var random = new Random(z);
    Arrays.setAll(wanted, _ -> {
      Position place = places[random.nextInt(places.length)];
      long key = Morton.key(place.longitude_deg(), place.latitude_deg());
      return new int[]{Morton.x(key) >>> Morton.BITS - z, Morton.y(key) >>> Morton.BITS - z};
    });
    run(tiles, wanted, z, 1, 3_000);
    long start = System.nanoTime();
    long[] each_ns = run(tiles, wanted, z, threads, TILES);
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(each_ns);
    var sample = tiles.tile(z, wanted[0][0], wanted[0][1]);
    System.out.printf("z%-2d %d threads: p50 %.3f ms, p99 %.3f ms, %,.0f tiles/s (one of them: %,d meters, %,d B)%n", z, threads,
      each_ns[each_ns.length / 2]
        / 1e6,
      each_ns[each_ns.length * 99 / 100] / 1e6, each_ns.length / seconds, sample.meters(), sample.mvt().length);
  }

  private static long[] run(MeterTiles tiles, int[][] wanted, int z, int threads, int count) throws Exception {
    List<Callable<long[]>> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int offset = thread * 101;
      work.add(() -> {
        var each_ns = new long[count / threads];
        for (int i = 0; i < each_ns.length; i++) {
          int[] tile = wanted[(i + offset) % wanted.length];
          long start = System.nanoTime();
          if (tiles.tile(z, tile[0], tile[1]).mvt().length == 0) throw new IllegalStateException("an empty tile");
          each_ns[i] = System.nanoTime() - start;
        }
        return each_ns;
      });
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var all = new long[0];
      for (var done : pool.invokeAll(work)) {
        long[] part = done.get();
        int size = all.length;
        all = Arrays.copyOf(all, size + part.length);
        System.arraycopy(part, 0, all, size, part.length);
      }
      return all;
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
