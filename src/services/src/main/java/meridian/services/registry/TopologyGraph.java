package meridian.services.registry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;

/**
 * Equipment and connectivity nodes as vertices, terminals as edges, in flat arrays; and the tree of supply over them. The vertices below
 * one stand together in tree order: from {@link #enter} to before {@link #exit}.
 */
final class TopologyGraph {
  private static final byte CLOSED = 0;
  private static final byte OPEN = 1;
  private static final byte OPEN_AND_NORMALLY_OPEN = 2;

  private final Map<Mrid, Integer> vertices = new HashMap<>();
  private final Mrid[] mrids;
  private final boolean[] equipment;
  private final byte[] standing;
  /** Edges of vertex v: neighbours[first[v]] to before neighbours[first[v + 1]], each with its terminal's sequence number. */
  private final int[] first;
  private final int[] neighbours;
  private final int[] sequences;
  private final int[] parent;
  private final boolean[] reached;
  private final boolean[] energised;
  private final int[] queue;
  private int queued;
  private final int[] enter;
  private final int[] exit;
  private final int[] treeOrder;

  TopologyGraph(Grid grid) {
    var terminals = grid.terminals();
    for (Terminal terminal : terminals) {
      vertices.computeIfAbsent(terminal.equipment(), none -> vertices.size());
      vertices.computeIfAbsent(terminal.connectivityNode(), none -> vertices.size());
    }
    int size = vertices.size();
    mrids = new Mrid[size];
    vertices.forEach((mrid, vertex) -> mrids[vertex] = mrid);
    equipment = new boolean[size];
    standing = new byte[size];
    for (Switch each : grid.switches()) {
      int vertex = find(each.mrid());
      if (vertex >= 0 && each.open()) standing[vertex] = each.normalOpen() ? OPEN_AND_NORMALLY_OPEN : OPEN;
    }
    first = new int[size + 1];
    neighbours = new int[terminals.size() * 2];
    sequences = new int[terminals.size() * 2];
    connect(grid);
    parent = new int[size];
    Arrays.fill(parent, -1);
    reached = new boolean[size];
    energised = new boolean[size];
    queue = new int[size];
    supply(grid);
    enter = new int[size];
    exit = new int[size];
    treeOrder = new int[size];
    order();
  }

  private void connect(Grid grid) {
    for (Terminal terminal : grid.terminals()) {
      equipment[find(terminal.equipment())] = true;
      first[find(terminal.equipment()) + 1]++;
      first[find(terminal.connectivityNode()) + 1]++;
    }
    for (int v = 0; v < size(); v++)
      first[v + 1] += first[v];
    int[] next = Arrays.copyOf(first, size());
    for (Terminal terminal : grid.terminals()) {
      int device = find(terminal.equipment());
      int node = find(terminal.connectivityNode());
      sequences[next[device]] = terminal.sequenceNumber();
      neighbours[next[device]++] = node;
      sequences[next[node]] = terminal.sequenceNumber();
      neighbours[next[node]++] = device;
    }
  }

  private void supply(Grid grid) {
    // As the switches stand.
    var fed = new HashSet<Mrid>();
    grid.substations().forEach(substation -> {
      if (start(find(substation.mrid()))) fed.add(substation.mrid());
    });
    startAtBreakers(grid, fed);
    spread(0, CLOSED);
    for (int i = 0; i < queued; i++)
      energised[queue[i]] = true;
    // Behind what was opened, as it would be.
    spread(0, OPEN);
    // What has no source of its own in this model is fed by its transformers.
    int before = queued;
    for (var transformer : grid.transformers()) {
      int vertex = find(transformer.mrid());
      if (vertex >= 0 && !reached[vertex]) start(vertex);
    }
    for (int i = before, roots = queued; i < roots; i++) {
      int vertex = queue[i];
      for (int edge = first[vertex]; edge < first[vertex + 1]; edge++) {
        if (sequences[edge] > 1) reach(neighbours[edge], vertex);
      }
    }
    int roots = before;
    while (roots < queued && parent[queue[roots]] < 0)
      roots++;
    spread(roots, OPEN);
  }

  private void startAtBreakers(Grid grid, Set<Mrid> fed) {
    var headed = new HashSet<Mrid>();
    var substationOf = new HashMap<Mrid, Mrid>();
    grid.feeders().forEach(feeder -> substationOf.put(feeder.mrid(), feeder.substation()));
    for (Switch breaker : grid.switches()) {
      int vertex = find(breaker.mrid());
      Mrid substation = substationOf.get(breaker.feeder());
      if (vertex < 0 || substation == null || fed.contains(substation) || breaker.kind() != Switch.Kind.BREAKER) continue;
      if (!headed.add(breaker.feeder())) continue;
      for (int edge = first[vertex]; edge < first[vertex + 1]; edge++) {
        if (sequences[edge] == 1) start(neighbours[edge]);
      }
    }
  }

  private boolean start(int vertex) {
    if (vertex < 0) return false;
    reach(vertex, -1);
    return true;
  }

  private void reach(int vertex, int from) {
    if (reached[vertex]) return;
    reached[vertex] = true;
    parent[vertex] = from;
    queue[queued++] = vertex;
  }

  /** Goes on from all in the queue, passing switches that stand no more open than {@code passable}. */
  private void spread(int from, byte passable) {
    for (int i = from; i < queued; i++) {
      int vertex = queue[i];
      if (standing[vertex] > passable) continue;
      for (int edge = first[vertex]; edge < first[vertex + 1]; edge++)
        reach(neighbours[edge], vertex);
    }
  }

  /** Preorder by counting: a vertex's size is known before its place is given. */
  private void order() {
    int[] below = new int[size()];
    Arrays.fill(below, 1);
    for (int i = queued - 1; i >= 0; i--) {
      int up = parent[queue[i]];
      if (up >= 0) below[up] += below[queue[i]];
    }
    int[] next = new int[size()];
    int free = 0;
    for (int i = 0; i < queued; i++) {
      int vertex = queue[i];
      int up = parent[vertex];
      enter[vertex] = up < 0 ? free : next[up];
      if (up < 0) free += below[vertex];
      else
        next[up] += below[vertex];
      place(vertex, below[vertex], next);
    }
    for (int vertex = 0; vertex < size(); vertex++) {
      if (reached[vertex]) continue;
      enter[vertex] = free++;
      place(vertex, 1, next);
    }
  }

  private void place(int vertex, int count, int[] next) {
    exit[vertex] = enter[vertex] + count;
    next[vertex] = enter[vertex] + 1;
    treeOrder[enter[vertex]] = vertex;
  }

  int size() { return vertices.size(); }

  /** -1 when nothing of that identity has a terminal. */
  int find(Mrid mrid) { return vertices.getOrDefault(mrid, -1); }

  Mrid mrid(int vertex) { return mrids[vertex]; }

  boolean isEquipment(int vertex) { return equipment[vertex]; }

  /** -1 for a source and for what nothing feeds. */
  int parent(int vertex) { return parent[vertex]; }

  boolean isEnergised(int vertex) { return energised[vertex]; }

  int enter(int vertex) { return enter[vertex]; }

  int exit(int vertex) { return exit[vertex]; }

  /** Each vertex behind the one that feeds it. Not to be changed. */
  int[] inTreeOrder() { return treeOrder; }
}
