package meridian.store.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/** One connection to the enterprise's database, its tables looked at. On one thread at a time. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Dialect dialect;
  private final Marker marker;
  private final @Nullable Target<ReadingFact> readings;
  private final @Nullable Target<EventFact> events;

  /** @throws IllegalArgumentException naming the key, the table and the column that do not go together; the connection stays open */
  Session(Connection connection, Plan plan) throws SQLException {
    this.connection = connection;
    TableConfig config = plan.config();
    dialect = Dialect.of(plan.key() + "dialect", config.dialect(), connection.getMetaData());
    try (Statement statement = connection.createStatement()) {
      for (String sql : dialect.greeting()) {
        statement.execute(sql);
      }
    }
    readings = target(plan.readings(), config);
    events = target(plan.events(), config);
    marker = Marker.open(connection, dialect, plan.key() + "marker-table", plan.marker(), plan.subscriber(), config.markerKept());
    connection.rollback();
  }

  private <F> @Nullable Target<F> target(Optional<Mapping<F>> mapping, TableConfig config) throws SQLException {
    if (mapping.isEmpty()) return null;
    String key = mapping.get().key() + "-table";
    Table table = Table.find(connection, dialect, key, mapping.get().table()).orElseThrow(() -> new IllegalArgumentException(
      key + ": there is no table " + mapping.get().table() + " in " + Drivers.address(config) + ", or this user may not see it"));
    return new Target<>(dialect, table, mapping.get(), config.batch());
  }

  Dialect dialect() { return dialect; }

  /** Writes the notices, each with its mark unless that is there already, in one transaction: all of them or none. */
  void deliver(List<Notice> notices) throws SQLException, Subscriber.Refused {
    for (Notice notice : notices) {
      switch (notice.content()) {
        case Notice.Readings(var said) when readings != null -> write(notice, readings, ReadingFact.of(notice, said));
        case Notice.Events(var said) when events != null -> write(notice, events, EventFact.of(notice, said));
        case Notice.Readings _,Notice.Events _,Notice.ControlReply _,Notice.Objects _ -> {
          // no table is configured for it
        }
      }
    }
    connection.commit();
  }

  private <F> void write(Notice notice, Target<F> target, List<F> facts) throws SQLException, Subscriber.Refused {
    switch (marker.find(notice)) {
      case DONE -> {
        return;
      }
      case TOO_OLD -> {
        if (!target.isKeyed())
          throw new Subscriber.Refused("the message is older than the marker table remembers, so its rows might come in twice");
      }
      case NEW -> {
        // as usual
      }
    }
    marker.add(notice);
    target.write(connection, facts);
    marker.tidy(notice);
  }

  boolean isAlive(int patience_s) throws SQLException { return connection.isValid(patience_s); }

  void rollback() throws SQLException { connection.rollback(); }

  @Override
  public void close() throws SQLException { connection.close(); }
}
