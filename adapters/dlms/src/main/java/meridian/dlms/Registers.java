package meridian.dlms;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.adapter.Value;
import meridian.dlms.ReadingTable.Entry;

/**
 * Reads the present values of registers, stamped with the meter's own clock if it has one, in one question once the model's
 * scalers are known.
 */
final class Registers {
  private static final Set<Integer> NO_SUCH_OBJECT = Set.of(4, 9, 11);

  private Registers() {}

  /** @param wanted ReadingTypes; empty for all */
  static List<Value> read(Session session, Model model, CosemClock clock, Set<String> wanted) throws Trouble, IOException {
    List<Entry> entries = new ArrayList<>();
    List<Entry> unknown = new ArrayList<>();
    for (Entry entry : ReadingTable.REGISTERS) {
      Integer power = model.scalers.get(entry.obis());
      boolean asked = wanted.isEmpty() || wanted.contains(entry.readingType());
      if (!asked || power != null && power == Model.ABSENT) continue;
      entries.add(entry);
      if (power == null) unknown.add(entry);
    }
    if (entries.isEmpty()) return List.of();
    List<Attribute> question = new ArrayList<>();
    question.add(Attribute.CLOCK_TIME);
    for (Entry entry : entries)
      question.add(Attribute.registerValue(entry.obis()));
    for (Entry entry : unknown)
      question.add(Attribute.registerScaler(entry.obis()));
    List<Data> answer = session.get(question);
    for (int i = 0; i < unknown.size(); i++)
      learn(model, unknown.get(i), answer.get(1 + entries.size() + i));
    Stamp stamp = stamp(answer.getFirst(), clock);
    List<Value> values = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int power = model.scalers.getOrDefault(entry.obis(), Model.ABSENT);
      Optional<Double> raw = Model.number(answer.get(1 + i));
      if (power != Model.ABSENT && raw.isPresent())
        values.add(new Value(entry.readingType(), stamp.time(), Model.scaled(raw.get(), power), stamp.quality()));
    }
    return values;
  }

  private record Stamp(Instant time, String quality) {}

  /** A meter that lost its clock still counts: it is read at the hub's time, and the quality says so. */
  private static Stamp stamp(Data time, CosemClock clock) {
    try {
      return new Stamp(clock.read(time.octets()), Value.VALID);
    } catch (Trouble _) {
      return new Stamp(Instant.now(), LoadProfile.CLOCK_INVALID);
    }
  }

  private static void learn(Model model, Entry entry, Data scalerUnit) throws Trouble {
    if (scalerUnit instanceof Data.Denied(int result)) {
      if (NO_SUCH_OBJECT.contains(result)) model.scalers.put(entry.obis(), Model.ABSENT);
    } else
      model.scalers.put(entry.obis(), Model.power(scalerUnit, entry));
  }
}
