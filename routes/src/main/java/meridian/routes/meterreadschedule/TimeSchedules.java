package meridian.routes.meterreadschedule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import meridian.cim.Timestamps;
import meridian.model.master.CimElement;
import meridian.model.task.Recurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Schedule.Slot;

/**
 * A CIM TimeSchedule to a {@link Schedule} and back. Without recurrence it falls due once, at each of its TimePoints or when its
 * scheduleInterval starts; with one, at each TimePoint's relativeTimeInterval from each repetition. The standard leaves the words of a
 * recurrencePattern open: ours are once, hourly, daily, weekly, monthly.
 */
final class TimeSchedules {
  /** Elements that say when. */
  static final Set<String> PARTS = Set.of("offset", "recurrencePattern", "recurrencePeriod", "scheduleInterval", "TimePoints");
  private static final Map<String, Duration> PATTERNS = Map.of("hourly", Duration.ofHours(1), "daily", Duration.ofDays(1), "weekly",
    Duration.ofDays(7));
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(366 * 10);
  private static final int MOST_POINTS = 1_000;

  private TimeSchedules() {}

  /** What is wrong, for the sender: the element below TimeSchedule, a colon, the words. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String element, String says) { super("TimeSchedule/" + element + ": " + says); }
  }

  /** @param now where nothing says when it starts */
  static Schedule read(CimElement tree, Instant now) throws Wrong {
    Optional<Instant> start = time(tree, "scheduleInterval", "start");
    Optional<Instant> end = time(tree, "scheduleInterval", "end");
    Instant from = start.orElse(now);
    if (end.filter(over -> !over.isAfter(from)).isPresent()) throw new Wrong("scheduleInterval", "it ends before it starts");
    if (end.filter(over -> !over.isAfter(now)).isPresent()) throw new Wrong("scheduleInterval/end", "it is over");
    Duration offset = seconds(tree, "offset").orElse(Duration.ZERO);
    Recurrence recurrence = recurrence(tree);
    List<CimElement> points = tree.list("TimePoints");
    if (points.size() > MOST_POINTS) throw new Wrong("TimePoints", "there are more than " + MOST_POINTS);
    if (points.isEmpty()) return new Schedule(from, end, recurrence, List.of(new Slot(offset, Optional.empty())));
    if (recurrence instanceof Recurrence.Once) return once(from, end, offset, points);
    List<Slot> slots = new ArrayList<>();
    for (CimElement point : points) {
      if (point.find("dateTime").isPresent())
        throw new Wrong("TimePoints/dateTime", "a schedule that repeats has relativeTimeInterval instead");
      Optional<Instant> opens = time(point, "window", "start");
      Optional<Instant> closes = time(point, "window", "end");
      Optional<Duration> window = opens.isPresent() && closes.isPresent()
        ? Optional.of(window(opens.get(), closes.get()))
        : Optional.empty();
      slots.add(new Slot(offset.plus(seconds(point, "relativeTimeInterval").orElse(Duration.ZERO)), window));
    }
    return new Schedule(from, end, recurrence, slots);
  }

  private static Schedule once(Instant start, Optional<Instant> end, Duration offset, List<CimElement> points) throws Wrong {
    record At(Instant at, Optional<Duration> window) {}
    List<At> times = new ArrayList<>();
    for (CimElement point : points) {
      Optional<Instant> opens = time(point, "window", "start");
      Optional<Instant> closes = time(point, "window", "end");
      Optional<Duration> relative = seconds(point, "relativeTimeInterval");
      Instant at = time(point, "dateTime").or(() -> relative.map(start.plus(offset)::plus)).or(() -> opens).orElse(start.plus(offset));
      if (end.filter(over -> !at.isBefore(over)).isPresent()) throw new Wrong("TimePoints", at + " is after the end of scheduleInterval");
      times.add(new At(at, closes.isPresent() ? Optional.of(window(at, closes.get())) : Optional.empty()));
    }
    Instant first = times.stream().map(At::at).min(Instant::compareTo).orElseThrow();
    return new Schedule(first, Optional.empty(), new Recurrence.Once(),
      times.stream().map(time -> new Slot(Duration.between(first, time.at), time.window)).toList());
  }

  private static Duration window(Instant opens, Instant closes) throws Wrong {
    if (!closes.isAfter(opens)) throw new Wrong("TimePoints/window", "it ends (" + closes + ") before it begins (" + opens + ")");
    return Duration.between(opens, closes);
  }

  private static Recurrence recurrence(CimElement tree) throws Wrong {
    String pattern = tree.text("recurrencePattern").strip();
    Optional<Duration> period = seconds(tree, "recurrencePeriod");
    if (period.filter(one -> one.compareTo(SHORTEST) < 0).isPresent())
      throw new Wrong("recurrencePeriod", "it must be at least " + SHORTEST.toSeconds() + " seconds");
    Duration named = PATTERNS.get(pattern);
    if (named == null && !Set.of("", "once", "monthly").contains(pattern))
      throw new Wrong("recurrencePattern", "'" + shown(pattern) + "' is not known; once, hourly, daily, weekly and monthly are");
    boolean agrees = pattern.isEmpty() || period.isEmpty() || period.get().equals(named);
    if (!agrees) throw new Wrong("recurrencePeriod", "it is not " + pattern);
    if (pattern.equals("monthly")) return new Recurrence.Monthly(zone(tree));
    Optional<Duration> every = period.isPresent() ? period : Optional.ofNullable(named);
    return every.<Recurrence>map(Recurrence.Every::new).orElse(new Recurrence.Once());
  }

  /** By whose clock the sender speaks of a day of the month. */
  private static ZoneOffset zone(CimElement tree) {
    String start = tree.text("scheduleInterval", "start").strip();
    return start.isEmpty() || start.endsWith("Z") ? ZoneOffset.UTC : ZoneOffset.of(start.substring(start.length() - 6));
  }

  private static Optional<Instant> time(CimElement tree, String... path) throws Wrong {
    String text = tree.text(path);
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Timestamps.parse(text));
    } catch (DateTimeException wrong) {
      throw new Wrong(String.join("/", path), "'" + shown(text) + "' " + wrong.getMessage());
    }
  }

  private static Optional<Duration> seconds(CimElement tree, String name) throws Wrong {
    String text = tree.text(name);
    if (text.isEmpty()) return Optional.empty();
    try {
      double seconds = Double.parseDouble(text);
      if (!(seconds >= 0 && seconds <= LONGEST.toSeconds())) throw new Wrong(name, shown(text) + " is outside 0 to " + LONGEST.toSeconds());
      return Optional.of(Duration.ofMillis(Math.round(seconds * 1_000)));
    } catch (NumberFormatException noNumber) {
      throw new Wrong(name, "'" + shown(text) + "' is no number of seconds");
    }
  }

  private static String shown(String text) { return text.length() <= 60 ? text : text.substring(0, 60) + "…"; }

  /** The elements that {@link #read} reads the same schedule from. */
  static List<CimElement> write(Schedule schedule) {
    List<CimElement> parts = new ArrayList<>();
    Slot only = schedule.slots().getFirst();
    boolean plain = schedule.slots().size() == 1 && only.window().isEmpty();
    if (plain && !only.after().isZero()) parts.add(CimElement.value("offset", seconds(only.after())));
    ZoneOffset zone = ZoneOffset.UTC;
    switch (schedule.recurrence()) {
      case Recurrence.Once() -> {}
      case Recurrence.Every(Duration period) -> parts.add(CimElement.value("recurrencePeriod", seconds(period)));
      case Recurrence.Monthly(ZoneOffset offset) -> {
        parts.add(CimElement.value("recurrencePattern", "monthly"));
        zone = offset;
      }
    }
    List<CimElement> interval = new ArrayList<>();
    schedule.end().ifPresent(end -> interval.add(CimElement.value("end", end.toString())));
    interval.add(CimElement.value("start", zone == ZoneOffset.UTC ? schedule.start().toString() : at(schedule.start(), zone)));
    parts.add(CimElement.part("scheduleInterval", interval.toArray(CimElement[]::new)));
    if (!plain) schedule.slots().forEach(slot -> parts.add(point(schedule, slot)));
    return parts;
  }

  private static String at(Instant time, ZoneOffset zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(zone));
  }

  private static CimElement point(Schedule schedule, Slot slot) {
    List<CimElement> parts = new ArrayList<>();
    parts.add(CimElement.value("relativeTimeInterval", seconds(slot.after())));
    slot.window().ifPresent(window -> {
      Instant opens = schedule.start().plus(slot.after());
      parts.add(
        CimElement.part("window", CimElement.value("end", opens.plus(window).toString()), CimElement.value("start", opens.toString())));
    });
    return CimElement.part("TimePoints", parts.toArray(CimElement[]::new));
  }

  /** An xs:float that keeps milliseconds. */
  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  /** The kept schedule with what the change names in its place; a TimePoint named is all of them. */
  static CimElement merge(Schedule kept, CimElement change) {
    boolean pointsNamed = change.find("TimePoints").isPresent();
    boolean recurrenceNamed = change.find("recurrencePattern").isPresent() || change.find("recurrencePeriod").isPresent();
    List<CimElement> parts = new ArrayList<>();
    for (CimElement part : write(kept)) {
      boolean replaced = switch (part.name()) {
        case "offset" -> change.find("offset").isPresent() || pointsNamed;
        case "TimePoints" -> change.find("offset").isPresent() || pointsNamed;
        case "recurrencePattern", "recurrencePeriod" -> recurrenceNamed;
        default -> false;
      };
      if (replaced) continue;
      parts.add(part.name().equals("scheduleInterval") ? interval(part, change) : part);
    }
    change.children().stream().filter(part -> PARTS.contains(part.name()) && !part.name().equals("scheduleInterval")).forEach(parts::add);
    return CimElement.part("TimeSchedule", parts.toArray(CimElement[]::new));
  }

  private static CimElement interval(CimElement kept, CimElement change) {
    List<CimElement> parts = new ArrayList<>();
    for (String end : List.of("end", "start")) {
      change.find("scheduleInterval").flatMap(interval -> interval.find(end)).or(() -> kept.find(end)).ifPresent(parts::add);
    }
    return CimElement.part("scheduleInterval", parts.toArray(CimElement[]::new));
  }
}
