package meridian.services.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/** What the {@link Registry} knows at one moment. Does not change once it is published. */
final class Known {

  /** Meters at one address. @param indexes of all of them, exclusive-ored: that of the one when it is alone */
  private record AtHost(int meters, int indexes) {}

  private final Grid network;
  private Rows<Meter> meters;
  private Rows<UsagePoint> points;
  private Trie<Mrid, Integer> meterByMrid = new Trie<>();
  private Trie<String, Integer> meterByName = new Trie<>();
  private Trie<String, Integer> meterBySerial = new Trie<>();
  private Trie<String, AtHost> meterByHost = new Trie<>();
  private Trie<Mrid, Integer> pointByMrid = new Trie<>();
  private Trie<String, Integer> pointByName = new Trie<>();
  private Trie<Mrid, int[]> installed = new Trie<>();
  private Set<String> adapters = Set.of();
  private int count;
  private volatile @Nullable Grid grid;
  private volatile @Nullable Topology topology;
  /** Of the same network with other meters: its graph need not be made again. */
  private volatile @Nullable Topology earlier;

  /** @throws Registry.Clash when two meters share an mRID, a name, or an adapter and serial number */
  Known(Grid grid) {
    network = grid;
    this.grid = grid;
    meters = Rows.of(grid.meters());
    points = Rows.of(grid.usagePoints());
    var change = new Object();
    for (int i = 0; i < points.size(); i++) {
      index(change, i, grid.usagePoints().get(i));
    }
    for (int i = 0; i < meters.size(); i++) {
      index(change, i, grid.meters().get(i));
    }
  }

  private Known(Known before) {
    network = before.network;
    meters = before.meters;
    points = before.points;
    meterByMrid = before.meterByMrid;
    meterByName = before.meterByName;
    meterBySerial = before.meterBySerial;
    meterByHost = before.meterByHost;
    pointByMrid = before.pointByMrid;
    pointByName = before.pointByName;
    installed = before.installed;
    adapters = before.adapters;
    count = before.count;
    Topology newest = before.topology;
    earlier = newest == null ? before.earlier : newest;
  }

  /**
   * The same after a change. What is replaced keeps its index, what is gone leaves a hole, what is new comes behind.
   *
   * @throws Registry.Clash when two meters or usage points would share an identity
   */
  Known with(GridChange told) {
    var next = new Known(this);
    var change = new Object();
    var indexes = new ArrayList<@Nullable Integer>();
    // All that goes first: identities may change hands within one change.
    told.gone().forEach(mrid -> next.takeOut(change, mrid));
    told.usagePoints().forEach(point -> indexes.add(next.takeOutPoint(change, point.mrid())));
    told.meters().forEach(meter -> indexes.add(next.takeOutMeter(change, meter.mrid())));
    var kept = indexes.iterator();
    for (UsagePoint point : told.usagePoints()) {
      Integer before = kept.next();
      int index = before == null ? next.points.size() : before;
      if (next.pointByName.get(point.name()) != null) throw new Registry.Clash("two usage points share the name " + point.name());
      next.points = next.points.with(index, point);
      next.index(change, index, point);
    }
    for (Meter meter : told.meters()) {
      Integer before = kept.next();
      int index = before == null ? next.meters.size() : before;
      next.meters = next.meters.with(index, meter);
      next.index(change, index, meter);
    }
    return next;
  }

  private void index(Object change, int index, UsagePoint point) {
    pointByMrid = pointByMrid.with(change, point.mrid(), index);
    pointByName = pointByName.with(change, point.name(), index);
  }

  private void index(Object change, int index, Meter meter) {
    refuseTwin(meterByMrid.get(meter.mrid()), "mRID", meter.mrid().toString());
    refuseTwin(meterByName.get(meter.name()), "name", meter.name());
    meterByMrid = meterByMrid.with(change, meter.mrid(), index);
    meterByName = meterByName.with(change, meter.name(), index);
    if (!meter.serialNumber().isEmpty()) {
      String serial = serialKey(meter.adapter(), meter.serialNumber());
      refuseTwin(meterBySerial.get(serial), "serial number", meter.serialNumber());
      meterBySerial = meterBySerial.with(change, serial, index);
    }
    if (!meter.lanAddress().isEmpty()) {
      String host = hostKey(meter.adapter(), meter.lanAddress());
      AtHost there = meterByHost.get(host);
      meterByHost = meterByHost.with(change, host,
        there == null ? new AtHost(1, index) : new AtHost(there.meters + 1, there.indexes ^ index));
    }
    if (meter.usagePoint() != null) {
      int[] there = installed.get(meter.usagePoint());
      int[] now = there == null ? new int[1] : Arrays.copyOf(there, there.length + 1);
      now[now.length - 1] = index;
      installed = installed.with(change, meter.usagePoint(), now);
    }
    if (!adapters.contains(meter.adapter())) {
      var more = new TreeSet<>(adapters);
      more.add(meter.adapter());
      adapters = more;
    }
    count++;
  }

  private static void refuseTwin(@Nullable Integer before, String what, String value) {
    if (before != null) throw new Registry.Clash("two meters share the " + what + " " + value);
  }

  private void takeOut(Object change, Mrid mrid) {
    Integer meter = takeOutMeter(change, mrid);
    if (meter != null) meters = meters.with(meter, null);
    Integer point = takeOutPoint(change, mrid);
    if (point != null) points = points.with(point, null);
  }

  private @Nullable Integer takeOutPoint(Object change, Mrid mrid) {
    Integer index = pointByMrid.get(mrid);
    if (index == null) return null;
    pointByMrid = pointByMrid.without(change, mrid);
    String name = point(index).name();
    if (index.equals(pointByName.get(name))) pointByName = pointByName.without(change, name);
    return index;
  }

  /** Its index; null when it is not known. */
  private @Nullable Integer takeOutMeter(Object change, Mrid mrid) {
    Integer index = meterByMrid.get(mrid);
    if (index == null) return null;
    Meter meter = meter(index);
    meterByMrid = meterByMrid.without(change, mrid);
    meterByName = meterByName.without(change, meter.name());
    if (!meter.serialNumber().isEmpty())
      meterBySerial = meterBySerial.without(change, serialKey(meter.adapter(), meter.serialNumber()));
    AtHost there = meterByHost.get(hostKey(meter.adapter(), meter.lanAddress()));
    if (there != null) {
      String host = hostKey(meter.adapter(), meter.lanAddress());
      meterByHost = there.meters == 1
        ? meterByHost.without(change, host)
        : meterByHost.with(change, host, new AtHost(there.meters - 1, there.indexes ^ index));
    }
    if (meter.usagePoint() != null) {
      int[] left = Arrays.stream(metersAt(meter.usagePoint())).filter(each -> each != index).toArray();
      installed = left.length == 0 ? installed.without(change, meter.usagePoint()) : installed.with(change, meter.usagePoint(), left);
    }
    count--;
    return index;
  }

  private static String serialKey(String adapter, String serialNumber) { return adapter + " " + serialNumber; }

  private static String hostKey(String adapter, String address) {
    int colon = address.lastIndexOf(':');
    return adapter + " " + (colon < 0 ? address : address.substring(0, colon));
  }

  Rows<Meter> meters() { return meters; }

  Rows<UsagePoint> points() { return points; }

  int count() { return count; }

  Meter meter(int index) {
    Meter meter = meters.get(index);
    if (meter == null) throw new IllegalArgumentException("the meter of index " + index + " is gone");
    return meter;
  }

  UsagePoint point(int index) {
    UsagePoint point = points.get(index);
    if (point == null) throw new IllegalArgumentException("the usage point of index " + index + " is gone");
    return point;
  }

  @Nullable
  Integer findMeter(Mrid mrid) { return meterByMrid.get(mrid); }

  @Nullable
  Integer findMeterByName(String name) { return meterByName.get(name); }

  @Nullable
  Integer findMeterBySerial(String adapter, String serialNumber) { return meterBySerial.get(serialKey(adapter, serialNumber)); }

  /** Null when several meters are at it. */
  @Nullable
  Integer findMeterByHost(String adapter, String address) {
    AtHost there = meterByHost.get(hostKey(adapter, address));
    return there == null || there.meters > 1 ? null : there.indexes;
  }

  Set<String> adapters() { return adapters; }

  @Nullable
  Integer findPoint(Mrid mrid) { return pointByMrid.get(mrid); }

  @Nullable
  Integer findPointByName(String name) { return pointByName.get(name); }

  /** Indexes of the meters installed at a usage point. */
  int[] metersAt(Mrid point) {
    int[] there = installed.get(point);
    return there == null ? new int[0] : there;
  }

  Grid grid() {
    Grid made = grid;
    return made != null ? made : makeGrid();
  }

  private synchronized Grid makeGrid() {
    Grid made = grid;
    if (made == null) {
      made = new Grid(network.substations(), network.feeders(), network.transformers(), network.lines(), network.switches(),
        network.terminals(), points.stream().toList(), meters.stream().toList());
      grid = made;
    }
    return made;
  }

  Topology topology() {
    Topology made = topology;
    return made != null ? made : makeTopology();
  }

  private synchronized Topology makeTopology() {
    Topology made = topology;
    if (made == null) {
      Topology like = earlier;
      made = like == null ? new Topology(grid(), meters.withHoles()) : like.with(grid(), meters.withHoles());
      topology = made;
      earlier = null;
    }
    return made;
  }
}
