package meridian.cim.readings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.xml.XMLConstants;

import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;
import meridian.cim.HeaderReader;
import meridian.cim.Refused;
import meridian.model.Mrid;
import meridian.model.metering.ReadingType;

/**
 * Walks through one {@code MeterReadings} or Header along the content model of its schema and gives what it finds a meaning. What breaks the model
 * is told as a defect and the smallest element that stands alone around it is passed over. For one message and one thread.
 */
final class Walk {
  private static final int MOST_LISTED = 8;
  /** Of one device or type; more are not looked at. */
  private static final int MOST_IDENTIFIERS = 64;
  private static final int BLOCK_UNITS = 0;
  private static final int METER = indexOf(Profile.READINGS.type("MeterReading"), "Meter");
  private static final int READING_UNITS = indexOf(Profile.READINGS.type("MeterReading"), "Readings");
  private static final Profile.Element METER_ELEMENT = Profile.READINGS.type("MeterReading").children.get(METER);
  private static final int USAGE_POINT = indexOf(Profile.READINGS.type("MeterReading"), "UsagePoint");

  private final XmlCursor xml;
  private final Path path;
  private final ReadingsSink sink;
  private final Gatherer gatherer;
  private final Types types;
  private final Defects defects;
  private final Times times = new Times();
  private final Decimals decimals = new Decimals();
  private final Unit unit = new Unit();
  private final Stencils intervals = new Stencils();
  private final Stencils registers = new Stencils();
  private final Stencils meters = new Stencils();
  private final Stencils usagePoints = new Stencils();
  /** That of the unit that is being read; null outside. */
  private @Nullable Stencils learning;
  /** Depth of the element that is passed over; 0 for none. */
  private int passing;
  /** Depth of the payload; 0 in a part of the envelope, of which nothing can be passed over. */
  private int payload;
  /** Identifiers of the Meter, UsagePoint or described type that is being read. */
  private final List<String> meterIds = new ArrayList<>();
  private final List<String> usagePointIds = new ArrayList<>();
  private final List<String> typeIds = new ArrayList<>();
  private @Nullable List<String> identifiers;
  private final Map<String, String> typeParts = new HashMap<>();
  private Codes.@Nullable Entry<ReadingType> blockType;
  private long withoutValue;
  private long events;

  Walk(XmlCursor xml, Path path, ReadingsSink sink, Gatherer gatherer, Types types, Defects defects) {
    this.xml = xml;
    this.path = path;
    this.sink = sink;
    this.gatherer = gatherer;
    this.types = types;
    this.defects = defects;
  }

  long withoutValue() { return withoutValue; }

  long events() { return events; }

  /** From behind the start tag of the payload, at {@code depth}, up to its end tag. */
  void payload(int depth) throws Broken {
    payload = depth;
    checkAttributes(depth, Profile.READINGS.type("MeterReadings"));
    while (true) {
      if (passing == 0) quickly();
      switch (xml.next()) {
        case START -> start(xml.depth());
        case END -> {
          if (xml.depth() < depth) {
            leave(depth);
            gatherer.resolve().forEach(defects::add);
            return;
          }
          end(xml.depth() + 1);
        }
        case DONE -> throw new IllegalStateException("the payload has no end");
      }
    }
  }

  /** From behind the start tag of a Header, Request or Reply, at {@code depth}, up to its end tag. */
  void part(int depth, @Nullable HeaderReader header) throws Broken {
    payload = 0;
    while (true) {
      switch (xml.next()) {
        case START -> start(xml.depth());
        case END -> {
          int ended = xml.depth() + 1;
          if (ended == depth) {
            leave(depth);
            return;
          }
          boolean value = passing == 0 && path.type(ended).simple != Profile.Simple.NONE;
          end(ended);
          if (value && header != null) header.ended(path.name(ended - 1), path.name(ended), xml.textString());
        }
        case DONE -> throw new IllegalStateException("the part has no end");
      }
    }
  }

  /** Takes units that look like those before. */
  private void quickly() throws Broken {
    int depth = xml.depth();
    Role role = path.role(depth);
    if (role == Role.BLOCK && path.position(depth) == BLOCK_UNITS) {
      long taken = 0;
      while (intervals.read(xml, unit, times, decimals, types)) {
        taken++;
        if (interval()) continue;
        path.jump(depth, BLOCK_UNITS, taken);
        fault(depth, false, ErrorCode.TOO_MANY, tooManyHeld());
        return;
      }
      path.jump(depth, BLOCK_UNITS, taken);
    } else if (role == Role.METER_READING) {
      if (path.position(depth) < METER && meters.read(xml, unit, times, decimals, types)) {
        path.jump(depth, METER, 1);
        path.beginForeign(depth + 1);
        path.begin(depth + 1, METER_ELEMENT);
        meterIds.addAll(unit.texts);
        resolveMeter(depth + 1);
        if (passing != 0) return;
      }
      if (path.position(depth) <= READING_UNITS && !registers(depth)) return;
      if (path.position(depth) < USAGE_POINT && usagePoints.read(xml, unit, times, decimals, types)) {
        path.jump(depth, USAGE_POINT, 1);
        usagePointIds.addAll(unit.texts);
      }
    }
  }

  /** @return false when they are too many */
  private boolean registers(int depth) throws Broken {
    long taken = 0;
    while (registers.read(xml, unit, times, decimals, types)) {
      if (path.position(depth) != READING_UNITS) path.jump(depth, READING_UNITS, 0);
      taken++;
      if (reading()) continue;
      path.jump(depth, READING_UNITS, taken);
      fault(depth, false, ErrorCode.TOO_MANY, tooManyHeld());
      return false;
    }
    if (taken > 0) path.jump(depth, READING_UNITS, taken);
    return true;
  }

  private static String tooManyHeld() { return "holds more values than can wait for the Meter or the ReadingType that they belong to"; }

  private boolean interval() {
    if (!unit.timeFromPeriod() || !unit.valued) return false;
    return gatherer.interval(unit);
  }

  private boolean reading() {
    Codes.Entry<ReadingType> ref = Objects.requireNonNull(unit.type);
    if (!unit.timeFromPeriod() || !unit.valued) return false;
    if (!gatherer.hasRoom()) return false;
    ReadingType type = types.of(ref);
    if (type == null) return gatherer.reading(ref.text, unit, () -> notDescribed(ref.text));
    gatherer.reading(type, unit);
    return true;
  }

  private Defect notDescribed(String ref) {
    return path.defect(xml, xml.depth(), ErrorCode.INVALID_READING_TYPE,
      Refused.quote(ref) + " has not 18 parts, and no ReadingType of that name is described in the message", "", "");
  }

  private void start(int depth) throws Broken {
    path.beginForeign(depth);
    if (passing != 0) return;
    Profile.Type parent = path.type(depth - 1);
    if (parent.simple != Profile.Simple.NONE) {
      path.name(depth, xml.localName());
      fault(depth, false, ErrorCode.INVALID_MESSAGE, "does not belong here, only a value does");
      return;
    }
    if (!blank(depth - 1, false)) return;
    Profile.Element element = path.find(depth, xml);
    if (element == null && path.takesForeign(depth, xml)) {
      passing = depth;
      return;
    }
    if (element == null) {
      path.name(depth, xml.localName());
      fault(depth, false, ErrorCode.INVALID_MESSAGE, path.expected(depth, xml));
      return;
    }
    path.begin(depth, element);
    begin(depth, element);
    if (xml.attributes().count() > 0 && passing == 0) checkAttributes(depth, element.type());
  }

  private boolean blank(int depth, boolean ending) throws Broken {
    if (xml.plain && xml.textFrom() == xml.textTo() || xml.textIsBlank()) return true;
    fault(depth, ending, ErrorCode.INVALID_MESSAGE, "holds text where only elements belong");
    return false;
  }

  private void checkAttributes(int depth, Profile.Type type) throws Broken {
    Attributes attributes = xml.attributes();
    for (int i = 0; i < attributes.count(); i++) {
      String name = attributes.localName(xml.bytes, i);
      boolean known = attributes.namespace(i).isEmpty() && type.attributes.contains(name)
        || attributes.namespace(i).equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)
          && name.matches("schemaLocation|noNamespaceSchemaLocation");
      if (known) continue;
      fault(depth, false, ErrorCode.INVALID_MESSAGE, "has an attribute that it may not have: " + Refused.quote(name));
      return;
    }
  }

  private void begin(int depth, Profile.Element element) throws Broken {
    switch (element.role) {
      case METER_READING -> {
        gatherer.beginMeterReading();
        meterIds.clear();
        usagePointIds.clear();
      }
      case BLOCK -> {
        gatherer.discardBlock();
        blockType = null;
      }
      case INTERVAL_READING -> beginUnit(intervals);
      case READING -> beginUnit(registers);
      case METER -> {
        identifiers = meterIds;
        beginUnit(meters);
      }
      case USAGE_POINT -> {
        identifiers = usagePointIds;
        beginUnit(usagePoints);
      }
      case TYPE_OBJECT, QUALITY_OBJECT -> {
        typeIds.clear();
        typeParts.clear();
        identifiers = typeIds;
      }
      case BLOCK_TYPE -> blockType = ref(depth, types.codes, ErrorCode.INVALID_READING_TYPE, null);
      case READING_TYPE -> unit.type = ref(depth, types.codes, ErrorCode.INVALID_READING_TYPE, Stencil.Slot.TYPE);
      case QUALITY_TYPE -> {
        var quality = ref(depth, types.qualities, ErrorCode.INVALID_MESSAGE, Stencil.Slot.QUALITY);
        if (quality != null) unit.quality(types.quality(quality));
      }
      case NONE, EVENT, TIME, OTHER_TIME, VALUE, PERIOD_START, PERIOD_END, MRID, NAME -> {
        // Told by their end.
      }
    }
  }

  private void beginUnit(Stencils stencils) {
    unit.clear();
    learning = stencils;
    stencils.draft.begin(xml);
  }

  private <T> Codes.@Nullable Entry<T> ref(int depth, Codes<T> codes, ErrorCode code, Stencil.@Nullable Slot slot)
    throws Broken {
    Attributes attributes = xml.attributes();
    for (int i = 0; i < attributes.count(); i++) {
      if (!attributes.localName(xml.bytes, i).equals("ref") || !attributes.namespace(i).isEmpty()) continue;
      String value = attributes.value(xml.bytes, i).strip();
      if (value.isEmpty()) break;
      if (slot != null && learning != null) {
        boolean plain = attributes.isPlain(i) && attributes.to(i) - attributes.from(i) == value.length();
        learning.draft.slot(xml, slot, plain, attributes.from(i), attributes.to(i));
      }
      return codes.of(value);
    }
    fault(depth, false, code, "has no ref");
    return null;
  }

  private void end(int depth) throws Broken {
    if (passing != 0) {
      if (depth > passing) return;
      passing = 0;
      discard(path.role(depth));
      return;
    }
    Profile.Type type = path.type(depth);
    boolean good = type.simple == Profile.Simple.NONE ? leave(depth) : value(depth, type);
    if (good) end(depth, path.role(depth), path.name(depth));
  }

  /** An element with children ends. */
  private boolean leave(int depth) throws Broken {
    if (!blank(depth, true)) return false;
    String missing = path.missing(depth);
    if (missing.isEmpty()) return true;
    fault(depth, true, ErrorCode.INVALID_MESSAGE, "ends too early, expected " + missing);
    return false;
  }

  /** A value ends: is it one of its type? */
  private boolean value(int depth, Profile.Type type) throws Broken {
    String wrong = switch (type.simple) {
      case STRING -> type.values.isEmpty() || type.values.contains(xml.textString()) ? "" : " is none of " + type.values;
      case DATE_TIME -> time() ? "" : timeTrouble();
      case BOOLEAN -> xml.textString().strip().matches("true|false|0|1") ? "" : " is no boolean";
      case INTEGER -> xml.textString().strip().matches("[+-]?[0-9]{1,1000}") ? "" : " is no integer";
      case FLOAT -> isFloat(xml.textString().strip()) ? "" : " is no float";
      case NONE -> "";
    };
    if (wrong.isEmpty()) return true;
    ErrorCode code = path.name(depth).equals("Verb") ? ErrorCode.INVALID_VERB : ErrorCode.INVALID_MESSAGE;
    fault(depth, true, code, (xml.textIsBlank() ? "an empty value" : Refused.quote(xml.textString())) + wrong);
    return false;
  }

  private boolean time() {
    int from = trimmedFrom();
    int to = trimmedTo(from);
    return to - from >= 20 && times.parse(xml.textBytes(), from) == to;
  }

  private String timeTrouble() {
    return xml.textString().strip().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?")
      ? " has no time zone: Z or an offset such as +02:00 is needed"
      : " is no time such as 2026-03-29T02:00:00Z";
  }

  private static boolean isFloat(String text) {
    return text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|-?INF|NaN");
  }

  private int trimmedFrom() {
    int from = xml.textFrom();
    while (from < xml.textTo() && XmlCursor.isBlank(xml.textBytes()[from]))
      from++;
    return from;
  }

  private int trimmedTo(int from) {
    int to = xml.textTo();
    while (to > from && XmlCursor.isBlank(xml.textBytes()[to - 1]))
      to--;
    return to;
  }

  private void end(int depth, Role role, String name) throws Broken {
    switch (role) {
      case TIME -> {
        unit.time(times);
        slot(Stencil.Slot.TIME);
      }
      case OTHER_TIME -> slot(Stencil.Slot.OTHER_TIME);
      case PERIOD_START -> {
        unit.start(times);
        slot(Stencil.Slot.PERIOD_START);
      }
      case PERIOD_END -> {
        unit.end(times);
        slot(Stencil.Slot.PERIOD_END);
      }
      case VALUE -> number(depth);
      case INTERVAL_READING, READING -> endUnit(depth, role);
      case BLOCK -> {
        Codes.Entry<ReadingType> ref = Objects.requireNonNull(blockType);
        if (!gatherer.endBlock(ref, () -> notDescribed(ref.text)))
          fault(depth - 1, false, ErrorCode.TOO_MANY, tooManyHeld());
      }
      case METER -> {
        endDevice();
        resolveMeter(depth);
      }
      case USAGE_POINT -> endDevice();
      case METER_READING -> endMeterReading(depth);
      case EVENT -> events++;
      case MRID, NAME -> {
        if (identifiers != null && !xml.textIsBlank() && identifiers.size() < MOST_IDENTIFIERS) identifiers.add(xml.textString().strip());
        if (identifiers != null) slot(Stencil.Slot.TEXT);
      }
      case TYPE_OBJECT -> described(depth, types.describe(typeIds, typeParts), ErrorCode.INVALID_READING_TYPE);
      case QUALITY_OBJECT -> described(depth, types.describeQuality(typeIds, typeParts), ErrorCode.INVALID_MESSAGE);
      case NONE -> {
        if (identifiers == typeIds)
          typeParts.put(path.role(depth - 1) == Role.NONE ? path.name(depth - 1) + "." + name : name, xml.textString().strip());
      }
      case BLOCK_TYPE, READING_TYPE, QUALITY_TYPE -> {
        // Told by their beginning.
      }
    }
  }

  private void slot(Stencil.Slot slot) {
    if (learning == null) return;
    int from = trimmedFrom();
    learning.draft.slot(xml, slot, xml.plain, from, trimmedTo(from));
  }

  private void number(int depth) throws Broken {
    int from = trimmedFrom();
    int to = trimmedTo(from);
    if (from == to) {
      if (learning != null) learning.draft.drop();
      return;
    }
    if (decimals.parse(xml.textBytes(), from, to) != to) {
      fault(depth, true, ErrorCode.INVALID_MESSAGE, Refused.quote(xml.textString()) + " is no finite number");
      return;
    }
    unit.value(decimals.value);
    slot(Stencil.Slot.VALUE);
  }

  private void endUnit(int depth, Role role) throws Broken {
    Stencils stencils = Objects.requireNonNull(learning);
    learning = null;
    if (!unit.valued) {
      if (unit.isQualified()) withoutValue++;
      else
        fault(depth, true, ErrorCode.MANDATORY_MISSING, "has no value, and no quality that says why");
    } else if (!unit.timeFromPeriod()) {
      fault(depth, true, ErrorCode.MANDATORY_MISSING, "has no time: neither timeStamp nor the end of a timePeriod");
    } else if (!(role == Role.READING ? reading() : interval())) {
      fault(depth - 1, false, ErrorCode.TOO_MANY, tooManyHeld());
    } else {
      stencils.learn(xml);
    }
  }

  private void endDevice() {
    identifiers = null;
    if (learning != null) learning.learn(xml);
    learning = null;
  }

  private void resolveMeter(int depth) throws Broken {
    if (!meterIds.isEmpty()) resolve(depth, new Device(meterIds, List.of()), ErrorCode.INVALID_METER, false);
  }

  private void endMeterReading(int depth) throws Broken {
    if (!gatherer.knowsMeter() && gatherer.holdsValues()) {
      if (usagePointIds.isEmpty()) {
        fault(depth, true, ErrorCode.MANDATORY_MISSING, "says of no Meter or UsagePoint whose readings these are");
        return;
      }
      if (!resolve(depth, new Device(List.of(), usagePointIds), ErrorCode.INVALID_USAGE_POINT, true)) return;
    }
    gatherer.endMeterReading();
  }

  private boolean resolve(int depth, Device device, ErrorCode code, boolean ending) throws Broken {
    Optional<Mrid> meter = sink.find(device);
    if (meter.isPresent()) {
      gatherer.meter(meter.get());
      return true;
    }
    if (defects.isNews(device)) {
      defects.add(path.defect(xml, depth, code, "is not known: " + Refused.quote(device.id()), device.id(), device.type()));
    }
    pass(depth, ending);
    return false;
  }

  private void described(int depth, boolean understood, ErrorCode code) throws Broken {
    identifiers = null;
    if (!understood) fault(depth, true, code, "is described in no way that gives a code");
  }

  /** Tells a defect of the element at {@code depth} and passes over what stands alone around it. */
  private void fault(int depth, boolean ending, ErrorCode code, String words) throws Broken {
    if (payload == 0) throw new Broken(code, words);
    if (defects.hasRoom()) defects.add(path.defect(xml, depth, code, words, "", ""));
    else
      defects.count();
    pass(depth, ending);
  }

  /** @param ending the element at {@code depth} has just ended */
  private void pass(int depth, boolean ending) {
    int alone = path.standingAlone(depth, payload);
    if (alone == 0) return;
    if (learning != null) learning.draft.drop();
    if (ending && alone == depth) discard(path.role(depth));
    else
      passing = alone;
  }

  private void discard(Role role) {
    learning = null;
    identifiers = null;
    switch (role) {
      case METER_READING -> gatherer.discardMeterReading();
      case BLOCK -> gatherer.discardBlock();
      default -> {
        // Nothing of it was kept yet.
      }
    }
  }

  private static int indexOf(Profile.Type type, String child) {
    for (int i = 0; i < type.children.size(); i++) {
      if (type.children.get(i).name.equals(child)) return i;
    }
    throw new IllegalStateException(type.name + " has no " + child);
  }

  static String list(Collection<String> names) {
    return names.stream().limit(MOST_LISTED).collect(Collectors.joining(", ")) + (names.size() > MOST_LISTED ? ", …" : "");
  }
}
