package meridian.dlms;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.adapter.Value;
import meridian.dlms.ReadingTable.Entry;

/**
 * Reads load profile 1 by range of its clock. Capture objects, period and scalers are read first, once per model. A compressed
 * buffer is understood: null-data in place of a timestamp is one period after the row before, elsewhere the value of the row
 * before.
 */
final class LoadProfile {
  private static final Obis CLOCK = Attribute.CLOCK_TIME.obis();
  private static final Obis AMR_STATUS = Obis.parse("0.0.96.10.1.255");
  private static final String DEVICE_ERROR = "1.1.0";
  static final String CLOCK_INVALID = "1.1.9";
  private static final String POWER_FAIL = "1.2.32";
  private static final String CLOCK_CHANGED = "1.4.9";
  private static final String SUSPECT = "1.5.258";

  /** What the columns of a row are. */
  sealed interface Column {
    record Time() implements Column {}

    record Status() implements Column {}

    /** @param power of ten, from the meter's count to the ReadingType's unit */
    record Energy(String readingType, int power) implements Column {}

    /** Nothing the table knows. */
    record Other() implements Column {}
  }

  record Columns(List<Column> columns, long periodSeconds) {}

  private LoadProfile() {}

  /** @param wanted ReadingTypes; empty for all */
  static List<Value> read(Session session, Model model, CosemClock clock, Set<String> wanted, Instant from, Instant to)
    throws Trouble, IOException {
    Optional<Columns> known = model.columns();
    Columns columns = known.isPresent() ? known.get() : learn(session, model);
    Data buffer = session.get(Attribute.PROFILE_BUFFER, range(clock, from, to));
    try {
      return values(buffer, columns, clock, wanted, from, to);
    } catch (Trouble trouble) {
      // The model's meters may be configured differently: look at this one's columns before giving up.
      if (known.isEmpty() || trouble.kind() != Trouble.Kind.GARBLED) throw trouble;
      return values(buffer, learn(session, model), clock, wanted, from, to);
    }
  }

  private static Columns learn(Session session, Model model) throws Trouble, IOException {
    List<Data> answer = session.get(List.of(Attribute.PROFILE_COLUMNS, Attribute.PROFILE_PERIOD));
    long period = answer.get(1).integer();
    List<Column> columns = new ArrayList<>();
    List<Entry> unknown = new ArrayList<>();
    List<Captured> captured = new ArrayList<>();
    for (Data object : answer.get(0).items())
      captured.add(Captured.of(object));
    for (Captured object : captured)
      object.entry().filter(entry -> !model.scalers.containsKey(entry.obis())).ifPresent(unknown::add);
    if (!unknown.isEmpty()) {
      List<Data> scalers = session.get(unknown.stream().map(entry -> Attribute.registerScaler(entry.obis())).toList());
      for (int i = 0; i < unknown.size(); i++) {
        Entry entry = unknown.get(i);
        // A meter need not give the registers behind its columns; IDIS has them in plain Wh and varh.
        boolean denied = scalers.get(i) instanceof Data.Denied;
        model.scalers.put(entry.obis(), denied ? -entry.multiplier() : Model.power(scalers.get(i), entry));
      }
    }
    for (Captured object : captured)
      columns.add(object.column(model, period));
    Columns learnt = new Columns(List.copyOf(columns), period);
    model.learn(learnt);
    return learnt;
  }

  private record Captured(long classId, Obis obis, long attribute) {

    static Captured of(Data object) throws Trouble {
      List<Data> parts = object.items(4);
      return new Captured(parts.get(0).integer(), Obis.of(parts.get(1).octets()), parts.get(2).integer());
    }

    Optional<Entry> entry() { return attribute == 2 && (classId == 3 || classId == 4) ? ReadingTable.column(obis) : Optional.empty(); }

    Column column(Model model, long period) {
      if (obis.equals(CLOCK)) return new Column.Time();
      if (obis.equals(AMR_STATUS)) return new Column.Status();
      Optional<Entry> entry = entry();
      int power = model.scalers.getOrDefault(obis, Model.ABSENT);
      if (entry.isEmpty() || power == Model.ABSENT) return new Column.Other();
      return entry.get().intervalType(period).<Column>map(type -> new Column.Energy(type, power)).orElseGet(Column.Other::new);
    }
  }

  /** Access selection 1: restricting object clock, from, to, all columns. Both ends are in the range. */
  private static byte[] range(CosemClock clock, Instant from, Instant to) {
    Writer range = new Writer().u8(1).u8(1).u8(2).u8(4);
    range.u8(2).u8(4).u8(0x12).u16(8).u8(9).u8(6);
    CLOCK.write(range);
    range.u8(0x0F).u8(2).u8(0x12).u16(0);
    range.u8(9).u8(12).put(clock.write(from)).u8(9).u8(12).put(clock.write(to)).u8(1).u8(0);
    return Arrays.copyOf(range.octets(), range.size());
  }

  static List<Value> values(Data buffer, Columns columns, CosemClock clock, Set<String> wanted, Instant from, Instant to)
    throws Trouble {
    List<Data> rows = buffer.items();
    int width = columns.columns().size();
    Instant[] times = new Instant[rows.size()];
    String[] qualities = new String[rows.size()];
    Data[][] cells = new Data[rows.size()][];
    Data[] before = new Data[0];
    for (int i = 0; i < times.length; i++) {
      Data[] row = rows.get(i).items(width).toArray(new Data[0]);
      qualities[i] = Value.VALID;
      for (int c = 0; c < width; c++) {
        boolean repeated = row[c] instanceof Data.Null;
        if (repeated && before.length > 0) row[c] = before[c];
        switch (columns.columns().get(c)) {
          case Column.Time _ when repeated -> {
            if (i == 0) throw Trouble.garbled("the first row has no time");
            times[i] = times[i - 1].plusSeconds(columns.periodSeconds());
          }
          case Column.Time _ -> times[i] = clock.read(row[c].octets());
          case Column.Status _ -> qualities[i] = quality((int) row[c].integer());
          case Column.Energy _,Column.Other _ -> {}
        }
      }
      if (times[i] == null) throw Trouble.garbled("a profile without a clock");
      cells[i] = before = row;
    }
    List<Value> values = new ArrayList<>(times.length * width);
    for (int c = 0; c < width; c++) {
      if (!(columns.columns().get(c) instanceof Column.Energy(String type, int power))) continue;
      if (!wanted.isEmpty() && !wanted.contains(type)) continue;
      int start = values.size();
      for (int i = 0; i < times.length; i++) {
        Optional<Double> raw = Model.number(cells[i][c]);
        if (raw.isPresent() && times[i].isAfter(from) && !times[i].isAfter(to))
          values.add(new Value(type, times[i], Model.scaled(raw.get(), power), qualities[i]));
      }
      values.subList(start, values.size()).sort(Comparator.comparing(Value::time));
    }
    return values;
  }

  /** The gravest of what the AMR status says: error, data not valid, power down, clock invalid, clock adjusted. */
  static String quality(int status) {
    if ((status & 0x01) != 0) return DEVICE_ERROR;
    if ((status & 0x04) != 0) return SUSPECT;
    if ((status & 0x80) != 0) return POWER_FAIL;
    if ((status & 0x02) != 0) return CLOCK_INVALID;
    if ((status & 0x20) != 0) return CLOCK_CHANGED;
    return Value.VALID;
  }
}
