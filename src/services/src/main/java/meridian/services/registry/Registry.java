package meridian.services.registry;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/**
 * The meters and the network the hub knows. Immutable: a change of the model makes a new one. Each meter has a dense index, 0 to
 * {@code size() - 1}, in the grid's order.
 */
public final class Registry {
  private final Grid grid;
  private final Map<Mrid, Integer> indexByMrid = new HashMap<>();
  private final Map<String, Integer> indexByName = new HashMap<>();
  private final Map<String, Integer> indexBySerial = new HashMap<>();
  private final Map<String, Integer> indexByHost = new HashMap<>();
  private final Set<String> adapters = new LinkedHashSet<>();
  private final Map<Mrid, UsagePoint> usagePoints = new HashMap<>();
  private final Topology topology;

  /** @throws IllegalArgumentException when two meters share an mRID, a name, or an adapter and serial number */
  public Registry(Grid grid) {
    this.grid = grid;
    grid.usagePoints().forEach(point -> usagePoints.put(point.mrid(), point));
    for (int i = 0; i < grid.meters().size(); i++) {
      Meter meter = grid.meters().get(i);
      adapters.add(meter.adapter());
      refuseTwin(indexByMrid.put(meter.mrid(), i), "mRID", meter.mrid().toString());
      refuseTwin(indexByName.put(meter.name(), i), "name", meter.name());
      refuseTwin(indexBySerial.put(meter.adapter() + " " + meter.serialNumber(), i), "serial number", meter.serialNumber());
      indexByHost.put(meter.adapter() + " " + host(meter.lanAddress()), i);
    }
    topology = new Topology(grid);
  }

  public Grid grid() { return grid; }

  public Topology topology() { return topology; }

  public int size() { return grid.meters().size(); }

  public Meter meter(int index) { return grid.meters().get(index); }

  public UsagePoint usagePoint(Meter meter) {
    UsagePoint point = usagePoints.get(meter.usagePoint());
    if (point == null) throw new IllegalStateException("meter " + meter.name() + " is installed at no known usage point");
    return point;
  }

  public OptionalInt indexOf(Mrid meter) {
    Integer index = indexByMrid.get(meter);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  public Optional<Meter> findMeter(Mrid mrid) { return at(indexByMrid.get(mrid)); }

  /** By mRID when the text is a UUID, else by name, else by serial number with any adapter: as messages identify devices. */
  public Optional<Meter> findMeter(String mridOrName) {
    Optional<Meter> byMrid = Mrid.find(mridOrName).flatMap(this::findMeter);
    if (byMrid.isPresent()) return byMrid;
    Integer byName = indexByName.get(mridOrName);
    if (byName != null) return at(byName);
    for (String adapter : adapters) {
      Integer bySerial = indexBySerial.get(adapter + " " + mridOrName);
      if (bySerial != null) return at(bySerial);
    }
    return Optional.empty();
  }

  public Optional<Meter> findBySerialNumber(String adapter, String serialNumber) {
    return at(indexBySerial.get(adapter + " " + serialNumber));
  }

  /** By the sender's address, its port left out of account. */
  public Optional<Meter> findByAddress(String adapter, String address) {
    return at(indexByHost.get(adapter + " " + host(address)));
  }

  /** Meters whose name, serial number, usage point or address contains the words, any case; at most {@code limit}. */
  public List<Meter> search(String words, int limit) {
    String wanted = words.toLowerCase(Locale.ROOT).strip();
    if (wanted.isEmpty()) return List.of();
    return grid.meters().stream().filter(meter -> matches(meter, wanted)).limit(limit).toList();
  }

  private boolean matches(Meter meter, String wanted) {
    UsagePoint point = usagePoints.get(meter.usagePoint());
    return contains(meter.name(), wanted) || contains(meter.serialNumber(), wanted)
      || point != null && (contains(point.name(), wanted) || contains(point.address(), wanted));
  }

  private static boolean contains(String text, String wanted) { return text.toLowerCase(Locale.ROOT).contains(wanted); }

  private Optional<Meter> at(@Nullable Integer index) { return index == null ? Optional.empty() : Optional.of(grid.meters().get(index)); }

  private static String host(String address) {
    int colon = address.lastIndexOf(':');
    return colon < 0 ? address : address.substring(0, colon);
  }

  private static void refuseTwin(@Nullable Integer before, String what, String value) {
    if (before != null) throw new IllegalArgumentException("two meters share the " + what + " " + value);
  }
}
