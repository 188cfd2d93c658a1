package meridian.store.table;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import meridian.model.Mrid;
import meridian.model.grid.Meter;

/**
 * A configuration that makes sense by itself.
 *
 * @param key prefix of its keys, with the dot
 */
record Plan(String subscriber, String key, TableConfig config, Duration patience, Optional<Mapping<ReadingFact>> readings,
  Optional<Mapping<EventFact>> events,
  Identifier marker) {

  /** @throws IllegalArgumentException naming the key that is wrong */
  static Plan of(String subscriber, TableConfig config, Duration patience, Function<Mrid, Optional<Meter>> meters) {
    String key = "subscribers." + subscriber + ".";
    if (subscriber.isEmpty() || subscriber.length() > 100)
      throw new IllegalArgumentException("subscribers: a name of 1 to 100 characters is wanted, was: " + subscriber);
    if (config.readingsTable().isEmpty() && config.eventsTable().isEmpty())
      throw new IllegalArgumentException(key + "readings-table, " + key + "events-table: name one of them at least");
    Optional<Mapping<ReadingFact>> readings = config.readingsTable().isEmpty()
      ? Optional.empty()
      : Optional
        .of(Mapping.of(key + "readings", config.readingsTable(), config.readingsMapping(), config.readingsKey(), Source.readings(meters)));
    Optional<Mapping<EventFact>> events = config.eventsTable().isEmpty()
      ? Optional.empty()
      : Optional.of(Mapping.of(key + "events", config.eventsTable(), config.eventsMapping(), config.eventsKey(), Source.events(meters)));
    return new Plan(subscriber, key, config, patience, readings, events, Identifier.table(key + "marker-table", config.markerTable()));
  }

  boolean isKeyed() {
    return readings.stream().anyMatch(mapping -> !mapping.keys().isEmpty())
      || events.stream().anyMatch(mapping -> !mapping.keys().isEmpty());
  }
}
