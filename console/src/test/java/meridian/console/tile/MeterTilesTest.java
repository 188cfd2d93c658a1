package meridian.console.tile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import meridian.model.Position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class MeterTilesTest {
  private static final int STATES = CountPyramid.STATES;

  @Test
  void eachMeterIsInExactlyOneTileAtItsPlace() {
    List<Position> town = scatter(2_000, 8.5, 47.3, 0.05);
    var tiles = tiles(town, 14);
    for (int z : new int[]{14, 16, 19, 22}) {
      for (int meter = 0; meter < town.size(); meter += z == 14 ? 1 : 97) {
        double x = worldX(town.get(meter)) * (1 << z);
        double y = worldY(town.get(meter)) * (1 << z);
        var layer = MvtReader.read(tiles.tile(z, (int) x, (int) y).mvt());
        int id = meter;
        var found = layer.features().stream().filter(feature -> feature.id() == id).toList();
        assertThat(layer.name()).isEqualTo("meters");
        assertThat(layer.version()).isEqualTo(2);
        assertThat(layer.extent()).isEqualTo(4_096);
        assertThat(found).as("meter %d in %d/%d/%d", meter, z, (int) x, (int) y).hasSize(1);
        // 1.9 cm a step of the key is up to 8 units of a tile at zoom 22.
        assertThat((double) found.getFirst().x()).isCloseTo((x - Math.floor(x)) * 4_096, within(z > 19 ? 9.0 : 1.0));
        assertThat((double) found.getFirst().y()).isCloseTo((y - Math.floor(y)) * 4_096, within(z > 19 ? 9.0 : 1.0));
      }
    }
  }

  @Test
  void allTilesOfAZoomTogetherHoldAllMetersOnce() {
    List<Position> town = scatter(5_000, 8.5, 47.3, 0.2);
    var tiles = tiles(town, 0);
    var seen = new int[town.size()];
    int z = 12;
    for (int x = (int) (worldX(new Position(8.2, 47)) * (1 << z)); x <= (int) (worldX(new Position(8.8, 47)) * (1 << z)); x++) {
      for (int y = (int) (worldY(new Position(8, 47.6)) * (1 << z)); y <= (int) (worldY(new Position(8, 47)) * (1 << z)); y++) {
        MvtReader.read(tiles.tile(z, x, y).mvt()).features().forEach(feature -> seen[(int) feature.id()]++);
      }
    }
    assertThat(seen).containsOnly(1);
  }

  @Test
  void aMeterOnABorderIsInTheTileToTheEastAndSouthAlone() {
    // 0/0 is the corner where the four tiles of zoom 1 meet.
    var tiles = tiles(List.of(new Position(0, 0)), 0);
    assertThat(MvtReader.read(tiles.tile(1, 1, 1).mvt()).features()).containsExactly(new MvtReader.Feature(0, Map.of(), 0, 0));
    for (int[] other : new int[][]{{0, 0}, {0, 1}, {1, 0}}) {
      assertThat(MvtReader.read(tiles.tile(1, other[0], other[1]).mvt()).features()).isEmpty();
    }
    assertThat(tiles.tile(20, 1 << 19, 1 << 19).meters()).isEqualTo(1);
    assertThat(tiles.tile(20, (1 << 19) - 1, 1 << 19).meters()).isZero();
  }

  @Test
  void theEdgesOfTheWorldAreOnTheMap() {
    var corners = List.of(new Position(-180, 90), new Position(180, 90), new Position(-180, -90), new Position(180, -90));
    var tiles = tiles(corners, 0);
    int last = (1 << 10) - 1;
    assertThat(MvtReader.read(tiles.tile(10, 0, 0).mvt()).features()).containsExactly(new MvtReader.Feature(0, Map.of(), 0, 0));
    assertThat(MvtReader.read(tiles.tile(10, last, 0).mvt()).features()).containsExactly(new MvtReader.Feature(1, Map.of(), 4_095, 0));
    assertThat(MvtReader.read(tiles.tile(10, 0, last).mvt()).features()).containsExactly(new MvtReader.Feature(2, Map.of(), 0, 4_095));
    assertThat(MvtReader.read(tiles.tile(10, last, last).mvt()).features())
      .containsExactly(new MvtReader.Feature(3, Map.of(), 4_095, 4_095));
  }

  @Test
  void clustersCountStatesAsCountingOneByOneDoes() {
    List<Position> town = scatter(20_000, 8.5, 47.3, 0.4);
    var tiles = tiles(town, 14);
    var states = new int[town.size()];
    var random = new Random(5);
    for (int i = 0; i < 40_000; i++) {
      int meter = random.nextInt(states.length);
      states[meter] = random.nextInt(STATES);
      tiles.set(meter, states[meter]);
    }
    tiles.publish();
    for (int z : new int[]{0, 5, 9, 10, 11, 13}) {
      Map<List<Integer>, long[]> expected = new HashMap<>();
      for (int meter = 0; meter < states.length; meter++) {
        double x = worldX(town.get(meter)) * (1 << z) * 8;
        double y = worldY(town.get(meter)) * (1 << z) * 8;
        expected.computeIfAbsent(List.of((int) x, (int) y), _ -> new long[STATES])[states[meter]]++;
      }
      Map<List<Integer>, long[]> told = new HashMap<>();
      expected.keySet().stream().map(cell -> List.of(cell.get(0) / 8, cell.get(1) / 8)).distinct().forEach(tile -> {
        var layer = MvtReader.read(tiles.tile(z, tile.get(0), tile.get(1)).mvt());
        assertThat(layer.name()).isEqualTo("clusters");
        layer.features().forEach(cluster -> {
          assertThat(cluster.x() % 512).isEqualTo(256);
          assertThat(cluster.y() % 512).isEqualTo(256);
          long[] counts = new long[STATES];
          Arrays.setAll(counts, state -> cluster.properties().get("s" + state));
          assertThat(cluster.properties().get("n")).isEqualTo(Arrays.stream(counts).sum());
          told.put(List.of(tile.get(0) * 8 + cluster.x() / 512, tile.get(1) * 8 + cluster.y() / 512), counts);
        });
      });
      assertThat(told.keySet()).as("cells at zoom %d", z).isEqualTo(expected.keySet());
      told.forEach((cell, counts) -> assertThat(counts).as("cell %s at zoom %d", cell, z).isEqualTo(expected.get(cell)));
    }
  }

  @Test
  void aCrowdedTileShowsClustersAtAnyZoom() {
    Position here = new Position(8.5, 47.3);
    var crowd = new ArrayList<Position>();
    for (int i = 0; i <= MeterTiles.MOST_POINTS; i++) {
      crowd.add(here);
    }
    int z = 18;
    int x = (int) (worldX(here) * (1 << z));
    int y = (int) (worldY(here) * (1 << z));
    var clusters = MvtReader.read(tiles(crowd, 14).tile(z, x, y).mvt());
    assertThat(clusters.name()).isEqualTo("clusters");
    assertThat(clusters.features()).hasSize(1);
    assertThat(clusters.features().getFirst().properties()).containsEntry("n", 10_001L).containsEntry("s0", 10_001L).containsEntry("s1",
      0L);
    var points = MvtReader.read(tiles(crowd.subList(1, crowd.size()), 14).tile(z, x, y).mvt());
    assertThat(points.name()).isEqualTo("meters");
    assertThat(points.features()).hasSize(10_000);
  }

  @Test
  void aClusterTileIsAnotherVersionOnceStatesChangeAndAMeterTileNever() {
    var tiles = tiles(scatter(100, 8.5, 47.3, 0.01), 14);
    long clusters = tiles.tile(5, 16, 11).version();
    tiles.set(3, 6);
    tiles.publish();
    assertThat(tiles.tile(5, 16, 11).version()).isNotEqualTo(clusters);
    assertThat(tiles.tile(14, 0, 0).version()).isZero();
    assertThat(tiles.totals()).containsExactly(99, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void thereAreNoTilesBesideTheWorld() {
    var tiles = tiles(List.of(), 14);
    assertThat(MvtReader.read(tiles.tile(24, (1 << 24) - 1, 0).mvt()).features()).isEmpty();
    for (int[] tile : new int[][]{{-1, 0, 0}, {25, 0, 0}, {3, 8, 0}, {3, 0, 8}, {3, -1, 0}, {3, 0, -1}}) {
      assertThatThrownBy(() -> tiles.tile(tile[0], tile[1], tile[2])).isInstanceOf(IllegalArgumentException.class);
    }
  }

  static MeterTiles tiles(List<Position> positions, int minMeterZoom) {
    return new MeterTiles(positions.size(), positions::get, minMeterZoom);
  }

  static List<Position> scatter(int count, double longitude_deg, double latitude_deg, double spread_deg) {
    var random = new Random(11);
    var positions = new ArrayList<Position>();
    for (int i = 0; i < count; i++) {
      positions.add(new Position(longitude_deg + (random.nextDouble() - 0.5) * spread_deg, latitude_deg + (random.nextDouble() - 0.5)
        * spread_deg));
    }
    return positions;
  }

  /** 0 to 1 from west to east; the textbook's formula. */
  private static double worldX(Position position) {
    return (position.longitude_deg() + 180) / 360;
  }

  private static double worldY(Position position) {
    double sin = Math.sin(Math.toRadians(position.latitude_deg()));
    return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  }
}
