package meridian.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

import meridian.console.tile.MeterTiles;
import meridian.model.Position;

/**
 * Tiles of a million meters in some 200 towns of a country, cut by the console's engine; wanted are tiles with meters, as maps are looked at.
 * Beside them the same meters found by looking at each: coordinates in two arrays, nothing encoded.
 */
final class TilesBench implements Bench {
  private static final int METERS = 1_000_000;
  private static final int STATES = 7;
  private static final int TILES = 10_000;
  private static final int SCANS = 40;

  @Override
  public void run(Table table) throws Exception {
    Position[] places = country();
    long before = used();
    long start_ns = System.nanoTime();
    var tiles = new MeterTiles(METERS, meter -> places[meter], 14);
    double built_s = (System.nanoTime() - start_ns) / 1e9;
    table.row("B a meter", (used() - before) / (double) METERS, 25, "the design's promise");
    table.row("state changes, M/s on one thread", changes(tiles), "promise: 0.005");
    for (int z : new int[]{8, 12, 14, 16}) {
      int[][] wanted = wanted(places, z);
      double scan_ms = scan(places, z, wanted);
      cut(tiles, z, wanted, 1, TILES / 2);
      double[] alone_ms = cut(tiles, z, wanted, 1, TILES);
      table.row("zoom " + z + ", p50 ms", percentile(alone_ms, 50), scan_ms, "looking at each meter");
      table.row("zoom " + z + ", p99 ms", percentile(alone_ms, 99), scan_ms, "looking at each meter");
      long begin_ns = System.nanoTime();
      cut(tiles, z, wanted, Machine.cores(), 4 * TILES);
      table.row("zoom " + z + ", tiles/s on " + Machine.cores() + " threads", 4 * TILES * 1e9 / (System.nanoTime() - begin_ns),
        Machine.cores() * 1e3 / scan_ms, "looking at each meter");
    }
    table.note("%,d meters, built in %.1f s", METERS, built_s);
  }

  private static Position[] country() {
    var random = new Random(1);
    var towns = new double[200][3];
    for (double[] town : towns) {
      town[0] = 7 + 3 * random.nextDouble();
      town[1] = 46 + 2 * random.nextDouble();
      town[2] = 0.005 + 0.04 * random.nextDouble();
    }
    var places = new Position[METERS];
    Arrays.setAll(places, _ -> {
      double[] town = towns[random.nextInt(towns.length)];
      return new Position(town[0] + random.nextGaussian() * town[2], town[1] + random.nextGaussian() * town[2] * 0.7);
    });
    return places;
  }

  private static double changes(MeterTiles tiles) {
    var random = new Random(2);
    int changes = 3_000_000;
    long start_ns = System.nanoTime();
    for (int i = 0; i < changes; i++) {
      tiles.set(random.nextInt(METERS), random.nextInt(STATES));
    }
    tiles.publish();
    return changes * 1e3 / (System.nanoTime() - start_ns);
  }

  /** Columns and rows of tiles around random meters. */
  private static int[][] wanted(Position[] places, int z) {
    var random = new Random(z);
    var wanted = new int[1_000][];
    Arrays.setAll(wanted, _ -> {
      Position place = places[random.nextInt(places.length)];
      return new int[]{(int) (x(place.longitude_deg()) * (1 << z)), (int) (y(place.latitude_deg()) * (1 << z))};
    });
    return wanted;
  }

  /** Web Mercator, 0 to 1 from west to east. */
  private static double x(double longitude_deg) { return longitude_deg / 360 + 0.5; }

  /** Web Mercator, 0 to 1 from north to south. */
  private static double y(double latitude_deg) {
    double latitude = Math.toRadians(latitude_deg);
    return 0.5 - Math.log(Math.tan(latitude) + 1 / Math.cos(latitude)) / (2 * Math.PI);
  }

  private static double scan(Position[] places, int z, int[][] wanted) {
    var xs = new double[places.length];
    var ys = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      xs[i] = x(places[i].longitude_deg()) * (1 << z);
      ys[i] = y(places[i].latitude_deg()) * (1 << z);
    }
    var took_ms = new double[SCANS];
    for (int i = 0; i < SCANS; i++) {
      long start_ns = System.nanoTime();
      int column = wanted[i][0];
      int row = wanted[i][1];
      int found = 0;
      for (int meter = 0; meter < xs.length; meter++) {
        if (xs[meter] >= column && xs[meter] < column + 1 && ys[meter] >= row && ys[meter] < row + 1) found++;
      }
      took_ms[i] = (System.nanoTime() - start_ns) / 1e6;
      if (found == 0) throw new IllegalStateException("a tile without meters");
    }
    return percentile(took_ms, 50);
  }

  private static double[] cut(MeterTiles tiles, int z, int[][] wanted, int threads, int count) throws Exception {
    List<Callable<double[]>> work = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int offset = thread * 101;
      work.add(() -> {
        var each_ms = new double[count / threads];
        for (int i = 0; i < each_ms.length; i++) {
          int[] tile = wanted[(i + offset) % wanted.length];
          long start_ns = System.nanoTime();
          if (tiles.tile(z, tile[0], tile[1]).mvt().length == 0) throw new IllegalStateException("an empty tile");
          each_ms[i] = (System.nanoTime() - start_ns) / 1e6;
        }
        return each_ms;
      });
    }
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var all = new ArrayList<double[]>();
      for (var done : pool.invokeAll(work)) {
        all.add(done.get());
      }
      return all.stream().flatMapToDouble(Arrays::stream).toArray();
    }
  }

  private static double percentile(double[] values, int percent) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
