package meridian.services.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;

/**
 * The meters and the network the hub knows, as they are now. Each meter has a dense index, 0 to {@code size() - 1}: first in the grid's order,
 * then as they come. It keeps it while the hub runs; a meter that is gone leaves a hole. Safe for concurrent callers: each answer is of one
 * moment, two answers need not be of the same. Readers never wait.
 */
public final class Registry {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Known known;

  /** What cannot be, because two meters or usage points would have the same identity; the message says which. */
  public static final class Clash extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Clash(String message) { super(message); }
  }

  /** @throws Clash when two meters share an mRID, a name, or an adapter and serial number */
  public Registry(Grid grid) {
    this(new Known(grid));
  }

  private Registry(Known known) { this.known = known; }

  /** Another that knows the same and has no listeners, to try changes on. Takes no time. */
  public Registry copy() {
    return new Registry(known);
  }

  /**
   * Changes what is known, all at once, then tells the listeners.
   *
   * @throws Clash when two meters would share an mRID, a name, or an adapter and serial number, or two usage points a name; nothing is changed
   */
  public void apply(GridChange change) {
    if (change.isNone()) return;
    synchronized (this) {
      known = known.with(change);
    }
    listeners.forEach(Runnable::run);
  }

  /** Runs after each change, on the thread of who made it: must return at once. */
  public void subscribe(Runnable listener) {
    listeners.add(listener);
  }

  public void unsubscribe(Runnable listener) { listeners.remove(listener); }

  /** All of it, made anew after a change: not for every day. Its meters stand in the order of their indexes, holes left out. */
  public Grid grid() {
    return known.grid();
  }

  /** Made anew after a change, in the time it takes to sort the meters. */
  public Topology topology() { return known.topology(); }

  /** One more than the highest index there is or was. */
  public int size() { return known.meters().size(); }

  /** How many meters there are. */
  public int count() { return known.count(); }

  /** @throws IllegalArgumentException when it is gone */
  public Meter meter(int index) { return known.meter(index); }

  /** Empty when it is gone, or there never was one. */
  public Optional<Meter> findMeter(int index) {
    Rows<Meter> meters = known.meters();
    return index < 0 || index >= meters.size() ? Optional.empty() : Optional.ofNullable(meters.get(index));
  }

  /** Those of this moment, in the order of their indexes. */
  public Stream<Meter> meters() { return known.meters().stream(); }

  /** Those of this moment, in the order they came. */
  public Stream<UsagePoint> usagePoints() { return known.points().stream(); }

  /** Where a meter is installed. @throws IllegalStateException when it is nowhere */
  public UsagePoint usagePoint(Meter meter) {
    return findUsagePoint(meter)
      .orElseThrow(() -> new IllegalStateException("meter " + meter.name() + " is installed at no known usage point"));
  }

  /** Where a meter is installed. */
  public Optional<UsagePoint> findUsagePoint(Meter meter) {
    return meter.usagePoint() == null ? Optional.empty() : findUsagePoint(meter.usagePoint());
  }

  public Optional<UsagePoint> findUsagePoint(Mrid mrid) {
    Known now = known;
    return pointAt(now, now.findPoint(mrid));
  }

  /** By mRID when the text is a UUID, else by name. */
  public Optional<UsagePoint> findUsagePoint(String mridOrName) {
    Known now = known;
    Optional<UsagePoint> byMrid = Mrid.find(mridOrName).flatMap(mrid -> pointAt(now, now.findPoint(mrid)));
    return byMrid.isPresent() ? byMrid : pointAt(now, now.findPointByName(mridOrName));
  }

  /** Meters installed at a usage point: one, as a rule. */
  public List<Meter> metersAt(Mrid usagePoint) {
    Known now = known;
    return Arrays.stream(now.metersAt(usagePoint)).mapToObj(now::meter).toList();
  }

  public OptionalInt indexOf(Mrid meter) {
    Integer index = known.findMeter(meter);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  public Optional<Meter> findMeter(Mrid mrid) {
    Known now = known;
    return at(now, now.findMeter(mrid));
  }

  /** By mRID when the text is a UUID, else by name, else by serial number with any adapter: as messages identify devices. */
  public Optional<Meter> findMeter(String mridOrName) {
    Known now = known;
    Optional<Meter> byMrid = Mrid.find(mridOrName).flatMap(mrid -> at(now, now.findMeter(mrid)));
    if (byMrid.isPresent()) return byMrid;
    Integer byName = now.findMeterByName(mridOrName);
    if (byName != null) return at(now, byName);
    return now.adapters().stream().map(adapter -> now.findMeterBySerial(adapter, mridOrName)).filter(Objects::nonNull).findFirst()
      .flatMap(index -> at(now, index));
  }

  public Optional<Meter> findBySerialNumber(String adapter, String serialNumber) {
    Known now = known;
    return at(now, now.findMeterBySerial(adapter, serialNumber));
  }

  /** By the sender's address, its port left out of account; empty when several meters are at it. */
  public Optional<Meter> findByAddress(String adapter, String address) {
    Known now = known;
    return at(now, now.findMeterByHost(adapter, address));
  }

  /** Meters whose name, serial number, usage point or address contains the words, any case; at most {@code limit}. */
  public List<Meter> search(String words, int limit) {
    String wanted = words.toLowerCase(Locale.ROOT).strip();
    if (wanted.isEmpty()) return List.of();
    Known now = known;
    return now.meters().stream().filter(meter -> matches(now, meter, wanted)).limit(limit).toList();
  }

  private static boolean matches(Known now, Meter meter, String wanted) {
    if (contains(meter.name(), wanted) || contains(meter.serialNumber(), wanted)) return true;
    return meter.usagePoint() != null && pointAt(now, now.findPoint(meter.usagePoint()))
      .filter(point -> contains(point.name(), wanted) || contains(point.address(), wanted)).isPresent();
  }

  private static boolean contains(String text, String wanted) { return text.toLowerCase(Locale.ROOT).contains(wanted); }

  private static Optional<Meter> at(Known now, @Nullable Integer index) {
    return index == null ? Optional.empty() : Optional.of(now.meter(index));
  }

  private static Optional<UsagePoint> pointAt(Known now, @Nullable Integer index) {
    return index == null ? Optional.empty() : Optional.of(now.point(index));
  }
}
