package meridian.services.field;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import meridian.model.Mrid;
import meridian.model.metering.ReadingType;
import meridian.services.port.ReadingStore;

/** Up to when each meter's intervals are collected: what the store holds, and what meters were found to have nothing of. */
final class Standing {
  private final ReadingStore store;
  private final InstantSource clock;
  private final Map<Set<ReadingType>, Map<Mrid, Instant>> upTo = new ConcurrentHashMap<>();

  Standing(ReadingStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Of intervals that are collected together; empty when nothing is kept of them. */
  Optional<Instant> of(Set<ReadingType> intervals, Mrid meter) {
    return Optional.ofNullable(ends(intervals).get(meter));
  }

  void put(Set<ReadingType> intervals, Mrid meter, Instant end) { ends(intervals).put(meter, end); }

  /** Of meters that are gone. */
  void forget(Predicate<Mrid> gone) { upTo.values().forEach(ends -> ends.keySet().removeIf(gone)); }

  private Map<Mrid, Instant> ends(Set<ReadingType> intervals) {
    return upTo.computeIfAbsent(intervals, _ -> load(intervals));
  }

  /** Where the first of the types ends that the meter has anything of. */
  private Map<Mrid, Instant> load(Set<ReadingType> intervals) {
    var ends = new ConcurrentHashMap<Mrid, Instant>();
    for (ReadingType type : intervals) {
      store.lastIntervalEnds(type).forEach((meter, end) -> ends.merge(meter, end, (one, other) -> one.isBefore(other) ? one : other));
    }
    // What a meter with a wrong clock once said of the future must not end its collection.
    ends.values().removeIf(clock.instant()::isBefore);
    return ends;
  }

  /** Asks the store anew, of all that was asked before. @throws meridian.services.port.StoreException and then nothing is forgotten */
  void reload() {
    upTo.replaceAll((intervals, _) -> load(intervals));
  }
}
