package meridian.services.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.UsagePoint;

/**
 * What feeds what, from the terminals and the switches' states. Immutable; made in linear time; safe for concurrent callers.
 *
 * <p>Supply starts at the terminals of substations; a substation without any supplies its feeders through their first breaker's first
 * terminal. It ends at open switches. What lies behind an open switch that is normally closed is not energised, but still belongs below
 * that switch: an outage does not change who hangs on what. In a closed ring, each device is fed from the side with fewer devices on the way.
 */
public final class Topology {
  private final Network network;
  private final TopologyGraph graph;
  /** By index of the {@link Registry}; null where one is gone. */
  private final List<@Nullable Meter> byIndex;
  private final Map<Mrid, UsagePoint> points = new HashMap<>();
  private final Map<Mrid, Integer> vertexOfMeter = new HashMap<>();
  /** Indexes of the attached meters in the order of the tree, and where each stands there. */
  private final int[] meters;
  private final int[] places;

  /**
   * What does not change with the meters.
   *
   * @param transformers those of feeders, not those inside substations
   * @param transformerAt nearest at or above each vertex, likewise {@code feederAt}; null where there is none
   */
  private record Network(TopologyGraph graph, Map<Mrid, PowerTransformer> transformers, Map<Mrid, Feeder> feeders,
    @Nullable PowerTransformer[] transformerAt, @Nullable Feeder[] feederAt) {

    static Network of(Grid grid) {
      var graph = new TopologyGraph(grid);
      var substations = grid.substations().stream().map(Substation::mrid).collect(Collectors.toSet());
      var network = new Network(graph,
        grid.transformers().stream().filter(transformer -> !substations.contains(transformer.feeder()))
          .collect(Collectors.toMap(PowerTransformer::mrid, transformer -> transformer, (_, last) -> last)),
        grid.feeders().stream().collect(Collectors.toMap(Feeder::mrid, feeder -> feeder, (_, last) -> last)),
        new PowerTransformer[graph.size()], new Feeder[graph.size()]);
      network.inheritFromAbove(grid);
      return network;
    }

    private void inheritFromAbove(Grid grid) {
      var feederOfEquipment = new HashMap<Mrid, Mrid>();
      grid.switches().forEach(each -> feederOfEquipment.put(each.mrid(), each.feeder()));
      grid.lines().forEach(line -> feederOfEquipment.put(line.mrid(), line.feeder()));
      grid.transformers().forEach(transformer -> feederOfEquipment.put(transformer.mrid(), transformer.feeder()));
      for (int vertex : graph.inTreeOrder()) {
        int parent = graph.parent(vertex);
        Mrid mrid = graph.mrid(vertex);
        var transformer = transformers.get(mrid);
        transformerAt[vertex] = transformer != null || parent < 0 ? transformer : transformerAt[parent];
        var above = parent < 0 ? null : feederAt[parent];
        feederAt[vertex] = above != null ? above : feeders.get(feederOfEquipment.get(mrid));
      }
    }
  }

  public Topology(Grid grid) { this(grid, grid.meters()); }

  Topology(Grid grid, List<@Nullable Meter> byIndex) { this(Network.of(grid), grid, byIndex); }

  private Topology(Network network, Grid grid, List<@Nullable Meter> byIndex) {
    this.network = network;
    this.byIndex = byIndex;
    graph = network.graph;
    grid.usagePoints().forEach(point -> points.put(point.mrid(), point));
    int[] placeOfMeter = byIndex.stream().mapToInt(this::place).toArray();
    meters = IntStream.range(0, placeOfMeter.length).filter(i -> placeOfMeter[i] >= 0).boxed()
      .sorted((one, other) -> Integer.compare(placeOfMeter[one], placeOfMeter[other])).mapToInt(Integer::intValue).toArray();
    places = Arrays.stream(meters).map(i -> placeOfMeter[i]).toArray();
  }

  /** The same network with other usage points and meters. */
  Topology with(Grid grid, List<@Nullable Meter> meters) {
    return new Topology(network, grid, meters);
  }

  private int place(@Nullable Meter meter) {
    if (meter == null || meter.usagePoint() == null) return -1;
    var point = points.get(meter.usagePoint());
    int vertex = point == null ? -1 : vertexOf(point);
    if (vertex >= 0) vertexOfMeter.put(meter.mrid(), vertex);
    return vertex < 0 ? -1 : graph.enter(vertex);
  }

  /** The distribution transformer upstream of a usage point; empty when it hangs on none. */
  public Optional<PowerTransformer> transformerOf(UsagePoint point) {
    int vertex = vertexOf(point);
    return vertex < 0 ? Optional.empty() : Optional.ofNullable(network.transformerAt[vertex]);
  }

  /** The feeder that supplies a usage point as the switches stand, or would if none had been opened; empty when it hangs on none. */
  public Optional<Feeder> feederOf(UsagePoint point) {
    int vertex = vertexOf(point);
    return vertex < 0 ? Optional.empty() : Optional.ofNullable(network.feederAt[vertex]);
  }

  /** Whether supply reaches a device, connectivity node, usage point or meter; of a switch, one of its sides. False for the unknown. */
  public boolean isEnergised(Mrid mrid) {
    int vertex = vertexOf(mrid);
    return vertex >= 0 && graph.isEnergised(vertex);
  }

  /** The devices between a device, usage point or meter and its source, nearest first, both ends left out. */
  public List<Mrid> upstream(Mrid mrid) {
    var above = new ArrayList<Mrid>();
    int vertex = vertexOf(mrid);
    if (vertex < 0) return above;
    for (int up = graph.parent(vertex); up >= 0; up = graph.parent(up)) {
      if (graph.isEquipment(up) && graph.parent(up) >= 0) above.add(graph.mrid(up));
    }
    return above;
  }

  /** The devices below a device, nearest first down each branch: lines, switches, transformers and consumers. */
  public List<Mrid> downstream(Mrid mrid) {
    int vertex = vertexOf(mrid);
    if (vertex < 0) return List.of();
    return IntStream.range(graph.enter(vertex) + 1, graph.exit(vertex)).map(place -> graph.inTreeOrder()[place]).filter(graph::isEquipment)
      .mapToObj(graph::mrid).toList();
  }

  /** Meters below a device, substation, feeder or usage point; a meter's is itself. */
  public List<Meter> metersDownstreamOf(Mrid mrid) {
    return Arrays.stream(meterIndexesDownstreamOf(mrid)).mapToObj(this::meter).toList();
  }

  /** As {@link #metersDownstreamOf}, as indexes of the {@link Registry}. */
  public int[] meterIndexesDownstreamOf(Mrid mrid) {
    var feeder = network.feeders.get(mrid);
    if (feeder != null) return Arrays.stream(meters).filter(i -> feeder.equals(network.feederAt[vertexOf(meter(i).mrid())])).toArray();
    Integer ofMeter = vertexOfMeter.get(mrid);
    int vertex = ofMeter == null ? vertexOf(mrid) : ofMeter;
    if (vertex < 0) return new int[0];
    int[] below = Arrays.copyOfRange(meters, first(graph.enter(vertex)), first(graph.exit(vertex)));
    if (ofMeter == null && !points.containsKey(mrid)) return below;
    return Arrays.stream(below).filter(i -> mrid.equals(meter(i).mrid()) || mrid.equals(meter(i).usagePoint())).toArray();
  }

  private Meter meter(int index) { return Objects.requireNonNull(byIndex.get(index)); }

  /** Index of the first meter at that place of the tree or behind it. */
  private int first(int place) {
    int low = 0;
    int high = places.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places[middle] < place) low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

  private int vertexOf(Mrid mrid) {
    Integer ofMeter = vertexOfMeter.get(mrid);
    if (ofMeter != null) return ofMeter;
    var point = points.get(mrid);
    return point == null ? graph.find(mrid) : vertexOf(point);
  }

  private int vertexOf(UsagePoint point) { return point.equipment() == null ? -1 : graph.find(point.equipment()); }
}
