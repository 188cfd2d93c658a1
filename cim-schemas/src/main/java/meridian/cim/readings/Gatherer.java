package meridian.cim.readings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/** Makes readings of the values that the walk meets, and batches of these. Holds what cannot be handed over yet, up to a bound. */
final class Gatherer {
  private static final int MOST_IN_BATCH = 2_000;
  private static final int MOST_WAITING = 20_000;
  /** What an object of its own weighs, in values of a block. */
  private static final int WEIGHT = 5;

  /** Values whose ReadingType is described later in the message. */
  private record Waiting(Mrid meter, Unnamed values) {}

  private record Unnamed(String type, Series series, boolean intervals, Defect unlessDescribed) {}

  private final ReadingsSink sink;
  private final ReadingsReader.Options options;
  private final Types types;
  /** Nothing is handed over, and of what has no type yet only the type is remembered. */
  private final boolean checking;
  private final Map<String, Defect> lacking = new LinkedHashMap<>();
  private final Series series = new Series(128);
  private List<IntervalBlock> blocks = new ArrayList<>();
  private List<Reading> readings = new ArrayList<>();
  private List<Unnamed> unnamed = new ArrayList<>();
  /** Values of this MeterReading that wait here, those of the open block left out. */
  private int held;
  private @Nullable Mrid meter;
  private boolean gave;
  private List<Waiting> waiting = new ArrayList<>();
  private int waitingValues;
  private List<MeterReading> batch = new ArrayList<>();
  private int batchValues;
  private long values;
  private long meterReadings;

  Gatherer(ReadingsSink sink, ReadingsReader.Options options, Types types, boolean checking) {
    this.sink = sink;
    this.options = options;
    this.types = types;
    this.checking = checking;
  }

  long values() { return values; }

  long meterReadings() { return meterReadings; }

  boolean holdsValues() { return held > 0; }

  boolean knowsMeter() { return meter != null; }

  void beginMeterReading() {
    meter = null;
    gave = false;
    forget();
  }

  private void forget() {
    if (!blocks.isEmpty()) blocks = new ArrayList<>();
    if (!readings.isEmpty()) readings = new ArrayList<>();
    if (!unnamed.isEmpty()) unnamed = new ArrayList<>();
    held = 0;
    series.clear();
  }

  void discardBlock() { series.clear(); }

  void discardMeterReading() {
    if (gave) meterReadings++;
    forget();
  }

  /** @return false when no more values can be held */
  boolean interval(Unit unit) {
    if (held + series.size() >= options.heldValues()) return false;
    series.add(unit);
    return true;
  }

  /** @return false when no more values can be held */
  boolean endBlock(Codes.Entry<ReadingType> ref, Supplier<Defect> unlessDescribed) {
    ReadingType type = types.of(ref);
    held += series.size();
    boolean room = true;
    if (type != null) {
      int before = blocks.size() + readings.size();
      room = series.cut(type, blocks, readings, Math.max(1, (options.heldValues() - held) / WEIGHT));
      held += WEIGHT * (blocks.size() + readings.size() - before);
    }
    if (type == null && series.size() > 0) room = wait(ref.text, true, unlessDescribed, series);
    series.clear();
    return room;
  }

  /** @return false when no more can wait for its type */
  private boolean wait(String type, boolean intervals, Supplier<Defect> unlessDescribed, Series values) {
    if (checking) {
      if (lacking.size() < MOST_WAITING && !lacking.containsKey(type)) lacking.put(type, unlessDescribed.get());
      return lacking.size() < MOST_WAITING;
    }
    if (unnamed.size() + waiting.size() >= MOST_WAITING || waitingValues + held > options.heldValues()) return false;
    unnamed.add(new Unnamed(type, values.copy(), intervals, unlessDescribed.get()));
    return true;
  }

  void reading(ReadingType type, Unit unit) {
    readings.add(new Reading(type, Instant.ofEpochSecond(unit.seconds, unit.nanos), unit.value,
      new ReadingQuality(unit.quality())));
    held += WEIGHT;
    if (meter != null && held >= options.batchValues()) give();
  }

  /** A reading of a type that is no code. @return false when no more can wait for its type */
  boolean reading(String type, Unit unit, Supplier<Defect> unlessDescribed) {
    held++;
    for (Unnamed each : unnamed) {
      if (each.intervals || !each.type.equals(type)) continue;
      each.series.add(unit);
      return waitingValues + held <= options.heldValues();
    }
    series.clear();
    series.add(unit);
    boolean room = wait(type, false, unlessDescribed, series);
    series.clear();
    return room;
  }

  /** Another reading or block can be held. */
  boolean hasRoom() { return held < options.heldValues(); }

  /** Whose they are. */
  void meter(Mrid known) { meter = known; }

  void endMeterReading() {
    give();
    if (gave) meterReadings++;
  }

  private void give() {
    Mrid known = meter;
    if (known == null) return;
    for (Unnamed each : unnamed) {
      waiting.add(new Waiting(known, each));
      waitingValues += each.series.size();
    }
    if (!readings.isEmpty() || !blocks.isEmpty()) {
      put(new MeterReading(known, readings, blocks));
      gave = true;
    }
    forget();
  }

  private void put(MeterReading reading) {
    int size = reading.size();
    batch.add(reading);
    batchValues += size;
    values += size;
    if (batchValues >= options.batchValues() || batch.size() >= MOST_IN_BATCH) flush();
  }

  /** Gives the types that came to be described to the values that wait for them. @return what still lacks its type */
  List<Defect> resolve() {
    List<Waiting> all = waiting;
    waiting = new ArrayList<>();
    waitingValues = 0;
    var missing = new ArrayList<Defect>();
    lacking.forEach((type, defect) -> {
      if (types.of(types.codes.of(type)) == null) missing.add(defect);
    });
    for (Waiting each : all) {
      ReadingType type = types.of(types.codes.of(each.values.type));
      if (type == null) {
        missing.add(each.values.unlessDescribed);
        continue;
      }
      List<IntervalBlock> runs = new ArrayList<>();
      List<Reading> singles = new ArrayList<>();
      if (each.values.intervals) each.values.series.cut(type, runs, singles, Integer.MAX_VALUE / 2);
      else
        each.values.series.addReadings(type, singles);
      put(new MeterReading(each.meter, singles, runs));
    }
    return missing;
  }

  void flush() {
    if (batch.isEmpty()) return;
    List<MeterReading> full = batch;
    batch = new ArrayList<>();
    batchValues = 0;
    if (!checking) sink.batch(full);
  }
}
