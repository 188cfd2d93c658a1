package meridian.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts of a crash run, for the table. */
final class Tally {
  final Map<CrashRun.Moment, Integer> kills = new EnumMap<>(CrashRun.Moment.class);
  int starts;
  /** Single interval values: what the meters had, what the hub's store holds, what both subscribers were told. */
  long readingsHad;
  long readingsStored;
  long readingsDelivered;
  long eventsSaid;
  long eventsConfirmed;
  long eventsStored;
  long eventsDelivered;
  long controls;
  long outcomes;
  long replies;
  long lost;
  long invented;
  long outOfOrder;
  long twice;
  /** Messages that came again under their own MessageID, as at-least-once allows. */
  long repeated;

  int kills() { return kills.values().stream().mapToInt(Integer::intValue).sum(); }

  /** The table of docs/reliability.md, in Markdown. */
  String table() {
    return """
      | what | count |
      |---|---|
      | kills | %,d (%s) |
      | starts | %,d |
      | readings: the meters had, stored, delivered | %,d, %,d, %,d |
      | events: said, acknowledged, stored, delivered | %,d, %,d, %,d, %,d |
      | commands taken, outcomes, replies | %,d, %,d, %,d |
      | **lost** | %,d |
      | **invented** | %,d |
      | **out of order** | %,d |
      | **told twice** under another MessageID | %,d |
      | messages that came again under their own MessageID | %,d |
      """.formatted(kills(),
      kills.entrySet().stream().map(kind -> kind.getKey().name().toLowerCase().replace('_', ' ') + " " + kind.getValue())
        .collect(Collectors.joining(", ")),
      starts, readingsHad, readingsStored, readingsDelivered, eventsSaid, eventsConfirmed, eventsStored, eventsDelivered, controls,
      outcomes,
      replies, lost, invented, outOfOrder, twice, repeated);
  }
}
