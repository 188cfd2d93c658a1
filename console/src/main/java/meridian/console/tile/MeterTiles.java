package meridian.console.tile;

import java.util.Arrays;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import meridian.model.Position;

/**
 * All meters that have a place, ready to be cut into tiles of any zoom: about 17 bytes a meter. A meter's id is its dense index in the registry. Tiles hold
 * exactly the points with {@code west <= x < east} and {@code north <= y < south} of the tile, so each meter is in one tile of a zoom.
 * {@link #set} is for one thread; {@link #tile} for any, beside it.
 */
public final class MeterTiles {
  /** A tile with more meters than this shows clusters. */
  public static final int MOST_POINTS = 10_000;
  public static final int MAX_ZOOM = 24;
  /** Clusters are counted on a grid of 8 by 8 cells a tile. */
  private static final int CELL_BITS = 3;
  private static final int EXTENT_BITS = 12;
  private static final int NOWHERE = -1;

  /** A finished tile. @param version the same again means the same tile again: 0 for single meters, which never change, more for clusters */
  public record Tile(byte[] mvt, long version, int meters) {}

  private final int minMeterZoom;
  private final long[] keys;
  private final int[] ids;
  /** By id. */
  private final int[] slots;
  private final CountPyramid pyramid;
  /** Written last by the writer, read first by readers: orders their plain accesses to the pyramid. */
  private final AtomicLong version = new AtomicLong(1);

  /**
   * @param meters one more than the highest id
   * @param positions by id; null for a meter that is not on the map
   * @param minMeterZoom below this zoom there are only clusters
   */
  public MeterTiles(int meters, IntFunction<@Nullable Position> positions, int minMeterZoom) {
    this.minMeterZoom = minMeterZoom;
    var placed = new long[meters];
    var places = new int[meters];
    int count = 0;
    for (int id = 0; id < meters; id++) {
      Position position = positions.apply(id);
      if (position == null) continue;
      placed[count] = Morton.key(position.longitude_deg(), position.latitude_deg());
      places[count++] = id;
    }
    keys = Arrays.copyOf(placed, count);
    ids = Arrays.copyOf(places, count);
    slots = new int[meters];
    Arrays.fill(slots, NOWHERE);
    Morton.sort(keys, ids);
    for (int slot = 0; slot < count; slot++) {
      slots[ids[slot]] = slot;
    }
    pyramid = new CountPyramid(count);
  }

  /** Counts the meter, if it is on the map, under its new state. Seen by tiles made after {@link #publish}. */
  public void set(int meter, int state) {
    if (meter < slots.length && slots[meter] != NOWHERE) pyramid.set(slots[meter], state);
  }

  public int minMeterZoom() { return minMeterZoom; }

  public void publish() { version.incrementAndGet(); }

  /** @throws IllegalArgumentException when there is no such tile */
  public Tile tile(int z, int x, int y) {
    if (z < 0 || z > MAX_ZOOM || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
      throw new IllegalArgumentException("no tile " + z + "/" + x + "/" + y);
    long now = version.get();
    long tile = Morton.interleave(x, y);
    int shift = 2 * (Morton.BITS - z);
    int from = slotOf(tile << shift, 0);
    int to = slotOf(tile + 1 << shift, from);
    boolean clusters = z < minMeterZoom || to - from > MOST_POINTS;
    return clusters ? new Tile(clusters(from, to, z), now, to - from) : new Tile(points(from, to, z), 0, to - from);
  }

  /** The first slot at or after {@code from} whose key is {@code key} or more. */
  private int slotOf(long key, int from) {
    int low = from;
    int high = keys.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (keys[middle] < key) low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

  private byte[] points(int from, int to, int z) {
    var mvt = new MvtWriter("meters", 20 * (to - from));
    for (int slot = from; slot < to; slot++) {
      mvt.point(ids[slot], within(Morton.x(keys[slot]), z), within(Morton.y(keys[slot]), z));
    }
    return mvt.tile();
  }

  /** A coordinate of the world as one of the tile: the bits below the tile's own, the leading twelve of them. */
  private static int within(int world, int z) {
    int below = Morton.BITS - z;
    int inTile = world & (1 << below) - 1;
    return below >= EXTENT_BITS ? inTile >>> below - EXTENT_BITS : inTile << EXTENT_BITS - below;
  }

  private byte[] clusters(int from, int to, int z) {
    int cellShift = 2 * (Morton.BITS - z - CELL_BITS);
    var values = new HashMap<Integer, Integer>();
    var mvt = new MvtWriter("clusters", from == to ? 0 : 4_096);
    mvt.key("n");
    for (int state = 0; state < CountPyramid.STATES; state++) {
      mvt.key("s" + state);
    }
    var counts = new int[8];
    var tags = new int[2 * (1 + CountPyramid.STATES)];
    for (int slot = from; slot < to;) {
      long cell = keys[slot] >>> cellShift;
      int end = slotOf(cell + 1 << cellShift, slot);
      pyramid.count(slot, end, counts);
      tags[1] = valueIndex(end - slot, values, mvt);
      for (int state = 0; state < CountPyramid.STATES; state++) {
        tags[2 * state + 2] = state + 1;
        tags[2 * state + 3] = valueIndex(counts[state], values, mvt);
      }
      mvt.point(tags, middle(Morton.x(cell)), middle(Morton.y(cell)));
      slot = end;
    }
    return mvt.tile();
  }

  private static int middle(int cell) {
    int size = MvtWriter.EXTENT >> CELL_BITS;
    return (cell & (1 << CELL_BITS) - 1) * size + size / 2;
  }

  private static int valueIndex(int value, HashMap<Integer, Integer> values, MvtWriter mvt) {
    Integer known = values.get(value);
    if (known != null) return known;
    mvt.value(value);
    values.put(value, values.size());
    return values.size() - 1;
  }

  /** Meters by state, all of them. */
  public int[] totals() {
    var counts = new int[8];
    pyramid.count(0, keys.length, counts);
    return Arrays.copyOf(counts, CountPyramid.STATES);
  }
}
