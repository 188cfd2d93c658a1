package meridian.services.deliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingType;

/**
 * What a Subscriber wants of what is owed, in which portions, and how fast. The same notice always gives the same messages. A message that
 * is the whole notice has the notice's MessageID; a part has one derived from that and from which part it is, so that no two messages of
 * different content ever share a MessageID, not even when the subscription was changed between two tries.
 *
 * @param readingTypes empty for all
 * @param devices mRIDs of the EndDevices it hears of; empty for all
 * @param eventCodes empty for all
 * @param batchSize most MeterReadings, EndDeviceEvents or objects in one message
 * @param rate most messages a second; 0 for no limit
 */
public record Subscription(Set<Notice.Noun> nouns, Set<ReadingType> readingTypes, Optional<Set<Mrid>> devices, List<EventCodes> eventCodes,
  int batchSize, int rate) {

  public Subscription {
    nouns = Set.copyOf(nouns);
    readingTypes = Set.copyOf(readingTypes);
    devices = devices.map(Set::copyOf);
    eventCodes = List.copyOf(eventCodes);
    if (batchSize < 1) throw new IllegalArgumentException("batch size: " + batchSize + " < 1");
    if (rate < 0) throw new IllegalArgumentException("rate: " + rate + " messages/s < 0");
  }

  /** All of these nouns, each notice in one message, as fast as it goes. */
  public static Subscription to(Notice.Noun... nouns) {
    return new Subscription(Set.of(nouns), Set.of(), Optional.empty(), List.of(), Integer.MAX_VALUE, 0);
  }

  /** The messages this notice makes, in order; none when it is not wanted. */
  public List<Notice> of(Notice notice) {
    if (!nouns.contains(notice.noun())) return List.of();
    return switch (notice.content()) {
      case Notice.Readings(var readings) -> parts(notice, readings, this::wanted, Notice.Readings::new);
      case Notice.Events(var events) -> parts(notice, events, this::wanted, Notice.Events::new);
      case Notice.Objects(var verb, var noun, var objects) ->
        parts(notice, objects, this::wanted, some -> new Notice.Objects(verb, noun, some));
      case Notice.ControlReply _ -> List.of(notice);
    };
  }

  private <T> List<Notice> parts(Notice notice, List<T> items, Function<T, Optional<T>> wanted, Function<List<T>, Notice.Content> content) {
    var kept = new ArrayList<T>(items.size());
    var places = new ArrayList<Integer>(items.size());
    boolean whole = true;
    for (int i = 0; i < items.size(); i++) {
      T item = items.get(i);
      Optional<T> share = wanted.apply(item);
      share.ifPresent(kept::add);
      if (share.isPresent()) places.add(i);
      whole &= share.isPresent() && share.get() == item;
    }
    if (whole && kept.size() <= batchSize) return List.of(notice);
    var parts = new ArrayList<Notice>();
    for (int from = 0; from < kept.size(); from += Math.min(batchSize, kept.size() - from)) {
      int to = from + Math.min(batchSize, kept.size() - from);
      parts.add(new Notice(notice.sequence(), messageId(notice, places.subList(from, to)), notice.created(),
        content.apply(List.copyOf(kept.subList(from, to)))));
    }
    return parts;
  }

  private Mrid messageId(Notice notice, List<Integer> places) {
    String types = readingTypes.stream().map(ReadingType::code).sorted().collect(Collectors.joining(" "));
    return Mrid.derivedFrom(notice.messageId() + " " + places + " " + types);
  }

  private boolean hearsOf(Mrid device) { return devices.isEmpty() || devices.get().contains(device); }

  private Optional<EndDeviceEvent> wanted(EndDeviceEvent event) {
    boolean wanted = hearsOf(event.device())
      && (eventCodes.isEmpty() || eventCodes.stream().anyMatch(codes -> codes.contain(event.type())));
    return wanted ? Optional.of(event) : Optional.empty();
  }

  /** Work on a meter. */
  private Optional<CimElement> wanted(CimElement object) {
    if (devices.isEmpty()) return Optional.of(object);
    return object.find("Meter").flatMap(CimElement::uuid).filter(this::hearsOf).map(_ -> object);
  }

  private Optional<MeterReading> wanted(MeterReading reading) {
    if (!hearsOf(reading.meter())) return Optional.empty();
    if (readingTypes.isEmpty()) return Optional.of(reading);
    List<Reading> readings = reading.readings().stream().filter(each -> readingTypes.contains(each.type())).toList();
    List<IntervalBlock> blocks = reading.intervalBlocks().stream().filter(each -> readingTypes.contains(each.type())).toList();
    if (readings.isEmpty() && blocks.isEmpty()) return Optional.empty();
    boolean whole = readings.size() == reading.readings().size() && blocks.size() == reading.intervalBlocks().size();
    return Optional.of(whole ? reading : new MeterReading(reading.meter(), readings, blocks));
  }
}
