package meridian.hub;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Meter;

/** Waits until a {@link CrashRun} has come to rest, its hub running, and compares all books. */
final class Comparison {
  private static final Map<String, String> RELAYS = Map.of("connected", "3.31.0.42", "disconnected", "3.31.0.68",
    "ready_for_reconnection", "3.31.0.5");
  private static final int MOST_ASKED = 1_000;

  private final CrashRun run;
  private final Instant from;
  /** The readings up to here have been compared. */
  final Instant settled;
  private final List<Books> subscribers;
  private final List<String> defects = new ArrayList<>();

  /** @param from since when the hub's own books are compared as well */
  Comparison(CrashRun run, Instant from) {
    this.run = run;
    this.from = from;
    settled = run.lastBoundary();
    subscribers = List.of(run.topics, run.endpoint.books);
  }

  /** Sets the counts. @return what is wrong */
  List<String> compare(Tally tally) throws Exception {
    tally.lost = 0;
    tally.invented = 0;
    tally.repeated = subscribers.stream().mapToInt(Books::repeated).sum();
    tally.twice = subscribers.stream().mapToInt(Books::twice).sum();
    tally.outOfOrder = subscribers.stream().mapToInt(Books::outOfOrder).sum();
    awaitAll();
    for (Books books : subscribers)
      defects.addAll(books.defects());
    readings(tally);
    events(tally);
    controls(tally);
    return defects;
  }

  /** What never comes is found missing below, by name. */
  private void awaitAll() throws Exception {
    Set<String> confirmed = new HashSet<>();
    run.calling.confirmed.keySet().forEach(mrid -> confirmed.add(mrid.toString()));
    Waiting.comes(CrashRun.PATIENCE, () -> {
      for (Books books : subscribers) {
        if (!books.hasEvents(confirmed) || !books.outcomes().keySet().containsAll(orders().keySet())) return false;
        for (Meter meter : run.town.grid.meters()) {
          TreeMap<Instant, Double> values = books.intervals(meter.mrid().toString(), Books.FORWARD);
          if (values.isEmpty() || values.lastKey().isBefore(settled)) return false;
        }
      }
      return replies().keySet().containsAll(orders().keySet());
    });
  }

  // ---- readings

  private void readings(Tally tally) throws Exception {
    tally.readingsHad = 0;
    tally.readingsDelivered = 0;
    for (Meter meter : run.town.grid.meters()) {
      TreeMap<Instant, Double> first = run.topics.intervals(meter.mrid().toString(), Books.FORWARD);
      if (first.isEmpty()) {
        lost(tally, "all readings of meter " + meter.mrid());
        continue;
      }
      profile(tally, meter, first.firstKey());
      stored(tally, meter);
    }
  }

  /** Each value told is one the meter has, and each the meter has until now was told. */
  private void profile(Tally tally, Meter meter, Instant first) throws IOException {
    Instant before = first.minus(CrashRun.QUARTER);
    String[] rows = run.town.fleet
      .order("profile " + meter.serialNumber() + " " + before.getEpochSecond() + " " + settled.getEpochSecond()).split(" ");
    tally.readingsHad += 2L * rows.length;
    for (Books books : subscribers) {
      TreeMap<Instant, Double> forward = books.intervals(meter.mrid().toString(), Books.FORWARD);
      TreeMap<Instant, Double> reverse = books.intervals(meter.mrid().toString(), Books.REVERSE);
      Instant end = first;
      for (String row : rows) {
        String[] wattHours = row.split(",");
        check(tally, meter, end, forward.remove(end), Long.parseLong(wattHours[0]));
        check(tally, meter, end, reverse.remove(end), Long.parseLong(wattHours[1]));
        end = end.plus(CrashRun.QUARTER);
      }
      // What is left came since.
      forward.keySet().removeIf(settled::isBefore);
      reverse.keySet().removeIf(settled::isBefore);
      if (!forward.isEmpty() || !reverse.isEmpty()) invented(tally, "readings of meter " + meter.mrid() + ": " + forward + " " + reverse);
    }
    tally.readingsDelivered += subscribers.stream().mapToLong(books -> count(books, meter)).min().orElse(0);
  }

  private long count(Books books, Meter meter) {
    return books.intervals(meter.mrid().toString(), Books.FORWARD).headMap(settled, true).size()
      + books.intervals(meter.mrid().toString(), Books.REVERSE).headMap(settled, true).size();
  }

  private void check(Tally tally, Meter meter, Instant end, @Nullable Double told_kWh, long had_Wh) {
    if (told_kWh == null) lost(tally, "reading of meter " + meter.mrid() + " at " + end);
    else if (Math.round(told_kWh * 1000) != had_Wh)
      invented(tally,
        "reading of meter " + meter.mrid() + " at " + end + ": the meter has " + had_Wh + " Wh, told was " + told_kWh + " kWh");
  }

  /** The store answers what was told, of the time since the last comparison. */
  private void stored(Tally tally, Meter meter) throws Exception {
    String answer = run.town.readings(meter, from, settled);
    Map<String, TreeMap<Instant, Double>> kept = new HashMap<>();
    for (String reading : TestTown.all("<MeterReading>(.*?)</MeterReading>", answer))
      Books.intervals(reading).forEach((type, values) -> kept.computeIfAbsent(type, _ -> new TreeMap<>()).putAll(values));
    for (String type : List.of(Books.FORWARD, Books.REVERSE)) {
      var told = new TreeMap<>(run.topics.intervals(meter.mrid().toString(), type).subMap(from, false, settled, true));
      TreeMap<Instant, Double> stored = kept.getOrDefault(type, new TreeMap<>());
      tally.readingsStored += stored.size();
      told.forEach((end, value) -> {
        if (!value.equals(stored.remove(end)))
          lost(tally, "the store has no reading " + value + " of meter " + meter.mrid() + " at " + end);
      });
      if (!stored.isEmpty()) defects.add("the store holds readings of meter " + meter.mrid() + " that were not told: " + stored);
    }
  }

  // ---- events

  private void events(Tally tally) throws Exception {
    tally.eventsSaid = run.calling.said.size();
    tally.eventsConfirmed = run.calling.confirmed.size();
    tally.eventsDelivered = Long.MAX_VALUE;
    for (Books books : subscribers) {
      Map<String, Books.Event> told = books.events();
      for (CallingMeters.Event event : run.calling.confirmed.values())
        if (!told.containsKey(event.mrid().toString())) lost(tally, "event " + event);
      long delivered = 0;
      for (Books.Event event : told.values()) {
        if (!event.order().isEmpty()) continue;
        delivered++;
        CallingMeters.Event said = run.calling.said.get(Mrid.of(event.mrid()));
        boolean same = said != null && said.type().equals(event.type()) && said.time().equals(event.time())
          && said.meter().mrid().toString().equals(event.meter());
        if (!same) invented(tally, "event " + event);
      }
      tally.eventsDelivered = Math.min(tally.eventsDelivered, delivered);
    }
    Set<Meter> meters = new HashSet<>();
    run.calling.said.values().forEach(event -> meters.add(event.meter()));
    for (Meter meter : meters)
      stored(tally, meter, run.calling.confirmed);
    tally.eventsStored = run.storedEvents.size();
  }

  private void stored(Tally tally, Meter meter, Map<Mrid, CallingMeters.Event> confirmed) throws Exception {
    Set<String> stored = new HashSet<>(
      TestTown.all("\"mrid\":\"([^\"]+)\"", run.town.console("/api/meters/" + meter.mrid() + "/events?limit=" + MOST_ASKED)));
    for (CallingMeters.Event event : confirmed.values()) {
      if (!event.meter().equals(meter) || run.storedEvents.contains(event.mrid())) continue;
      if (stored.contains(event.mrid().toString())) run.storedEvents.add(event.mrid());
      else
        lost(tally, "the store has no event " + event);
    }
  }

  // ---- controls

  private Map<String, Operators.Order> orders() {
    Map<String, Operators.Order> orders = new HashMap<>();
    run.operators.taken.forEach(order -> orders.put(order.messageId(), order));
    return orders;
  }

  /** MessageIDs of the final replies to each control. */
  private Map<String, Set<String>> replies() {
    Map<String, Set<String>> replies = new HashMap<>();
    for (String reply : run.enterprise.replies)
      for (String order : TestTown.all("CorrelationID>([^<]+)", reply))
        replies.computeIfAbsent(order, _ -> new HashSet<>()).addAll(TestTown.all("MessageID>([^<]+)", reply));
    return replies;
  }

  private void controls(Tally tally) throws Exception {
    Map<String, Operators.Order> orders = orders();
    Map<String, Set<String>> replies = replies();
    tally.controls = orders.size();
    tally.replies = replies.values().stream().mapToLong(Set::size).sum();
    for (String order : orders.keySet())
      if (replies.getOrDefault(order, Set.of()).size() != 1) defects.add("replies to " + orders.get(order) + ": " + replies.get(order));
    for (Books books : subscribers) {
      Map<String, Set<String>> outcomes = books.outcomes();
      Map<String, Books.Event> events = books.events();
      tally.outcomes = outcomes.values().stream().mapToLong(Set::size).sum();
      for (Operators.Order order : orders.values()) {
        Set<String> told = outcomes.getOrDefault(order.messageId(), Set.of());
        if (told.isEmpty()) lost(tally, "the outcome of " + order);
        else if (told.size() > 1) invented(tally, told.size() + " outcomes of " + order);
        else
          plausible(order, events.get(told.iterator().next()).type());
      }
      outcomes.keySet().stream().filter(order -> !orders.containsKey(order)).forEach(order -> invented(tally, "an outcome of " + order));
    }
    for (Operators.Order last : run.operators.last().values())
      agree(last);
  }

  private void plausible(Operators.Order order, String outcome) {
    boolean opened = outcome.equals(RELAYS.get("disconnected"));
    boolean known = RELAYS.containsValue(outcome);
    if (!known || opened != order.type().equals(Operators.DISCONNECT)) defects.add("outcome " + outcome + " of " + order);
  }

  /** The meter's last command has one row, finished, and its outcome is what the relay shows. */
  private void agree(Operators.Order last) throws Exception {
    String shown = RELAYS.get(run.town.relay(last.meter()));
    Map<String, Set<String>> outcomes = run.topics.outcomes();
    Set<String> told = outcomes.getOrDefault(last.messageId(), Set.of());
    for (String event : told) {
      String type = run.topics.events().get(event).type();
      if (!type.equals(shown)) defects.add("outcome " + type + " of " + last + ", but the relay shows " + shown);
    }
    String commands = run.town.console("/api/meters/" + last.meter().mrid() + "/commands?limit=" + MOST_ASKED);
    if (TestTown.all("(\"messageId\":\"" + last.messageId() + "\")", commands).size() != 1 || commands.contains("\"queued\"")
      || commands.contains("\"running\""))
      defects.add("commands of meter " + last.meter().mrid() + " after " + last + ": " + commands);
  }

  private void lost(Tally tally, String what) {
    tally.lost++;
    defects.add("lost: " + what);
  }

  private void invented(Tally tally, String what) {
    tally.invented++;
    defects.add("invented: " + what);
  }
}
