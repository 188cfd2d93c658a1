package meridian.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.services.port.EventStore;

/** Events in SQL. */
final class SqlEvents implements EventStore, Tx.Staged {
  private static final List<String> COLUMNS = List.of("sequence", "mrid", "device", "created", "type", "body");
  private static final int DROPPED_AT_ONCE = 1_000;

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlOutbox outbox;
  private final List<Object[]> rows = new ArrayList<>();
  private final Set<Mrid> inHand = new HashSet<>();
  private long newest;
  private long next;

  SqlEvents(GroupCommit writer, Reads reads, SqlOutbox outbox) {
    this.writer = writer;
    this.reads = reads;
    this.outbox = outbox;
    newest = reads.list("SELECT MAX(sequence) FROM end_device_event", row -> row.getLong(1)).getFirst();
    next = newest + 1;
    writer.join(this);
  }

  @Override
  public List<EndDeviceEvent> record(List<EndDeviceEvent> events) {
    if (events.isEmpty()) return List.of();
    events.forEach(event -> Micros.of(event.createdDateTime()));
    return writer.run(events.size(), tx -> {
      Set<UUID> kept = kept(tx, events);
      var fresh = new ArrayList<EndDeviceEvent>(events.size());
      for (EndDeviceEvent event : events) {
        if (!kept.contains(event.mrid().uuid()) && inHand.add(event.mrid())) fresh.add(add(event));
      }
      return List.copyOf(fresh);
    });
  }

  /** Keeps and owes an event unless its mRID is kept. On the writer's thread. */
  boolean keep(Tx tx, EndDeviceEvent event) throws SQLException {
    if (!kept(tx, List.of(event)).isEmpty() || !inHand.add(event.mrid())) return false;
    add(event);
    return true;
  }

  /** Those of the events' mRIDs that have a row. */
  private static Set<UUID> kept(Tx tx, List<EndDeviceEvent> events) throws SQLException {
    UUID[] mrids = events.stream().map(event -> event.mrid().uuid()).distinct().toArray(UUID[]::new);
    return new HashSet<>(tx.list("SELECT mrid FROM end_device_event WHERE mrid = ANY(CAST(? AS UUID ARRAY))",
      row -> row.getObject(1, UUID.class), (Object) mrids));
  }

  private EndDeviceEvent add(EndDeviceEvent event) {
    rows.add(new Object[]{next++, event.mrid().uuid(), event.device().uuid(), Micros.of(event.createdDateTime()), event.type().code(),
        PayloadCodec.encode(event)});
    outbox.oweEvent(event);
    return event;
  }

  @Override
  public void flush(Tx tx) throws SQLException {
    tx.load("end_device_event", COLUMNS, rows);
  }

  /** Drops events that devices dated before this time, some at a time. */
  void dropBefore(Instant time) {
    long before_us = Micros.clamped(time);
    while (writer.run(1, tx -> tx.update("DELETE FROM end_device_event WHERE sequence IN"
      + " (SELECT sequence FROM end_device_event WHERE created < ? ORDER BY created, sequence LIMIT " + DROPPED_AT_ONCE + ")",
      before_us)) == DROPPED_AT_ONCE) {
      // goes on
    }
  }

  @Override
  public void committed() {
    newest = next - 1;
    rows.clear();
    inHand.clear();
  }

  @Override
  public void rolledBack() {
    next = newest + 1;
    rows.clear();
    inHand.clear();
  }

  @Override
  public void reopened(Tx tx) throws SQLException {
    newest = tx.list("SELECT MAX(sequence) FROM end_device_event", row -> row.getLong(1)).getFirst();
    next = newest + 1;
  }

  @Override
  public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) {
    return reads.list("SELECT body FROM end_device_event WHERE device = ? AND created >= ? AND created < ?"
      + " ORDER BY device DESC, created DESC, sequence DESC LIMIT ?", row -> PayloadCodec.decodeEvent(row.getBytes(1)), device.uuid(),
      Micros.clamped(period.start()), Micros.clamped(period.end()), Math.max(0, limit));
  }

  @Override
  public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) {
    var sql = new StringBuilder("SELECT body FROM end_device_event WHERE created >= ? AND created < ?");
    var values = new ArrayList<Object>(List.of(Micros.clamped(wanted.period().start()), Micros.clamped(wanted.period().end())));
    amongUuids("device", wanted.devices(), sql, values);
    amongUuids("mrid", wanted.events(), sql, values);
    amongTypes(wanted.types(), sql, values);
    sql.append(" ORDER BY created, sequence OFFSET ? ROWS FETCH FIRST ? ROWS ONLY");
    values.add(Math.max(0, offset));
    values.add(Math.max(0, limit));
    return reads.list(sql.toString(), row -> PayloadCodec.decodeEvent(row.getBytes(1)), values.toArray());
  }

  private static void amongUuids(String column, Set<Mrid> wanted, StringBuilder sql, List<Object> values) {
    if (wanted.isEmpty()) return;
    sql.append(" AND ").append(column).append(" = ANY(CAST(? AS UUID ARRAY))");
    values.add(wanted.stream().map(Mrid::uuid).toArray(UUID[]::new));
  }

  private static void amongTypes(Set<EndDeviceEventType> wanted, StringBuilder sql, List<Object> values) {
    if (wanted.isEmpty()) return;
    var terms = new ArrayList<String>();
    for (EndDeviceEventType type : wanted) {
      String rest = "." + type.domain() + "." + type.subDomain() + "." + type.eventOrAction();
      if (type.type() == 0) {
        terms.add("type LIKE ?");
        values.add("%" + rest);
      } else {
        terms.add("type = ? OR type = ?");
        values.add(type.code());
        values.add("0" + rest);
      }
    }
    sql.append(" AND (").append(String.join(" OR ", terms)).append(")");
  }

  @Override
  public List<EndDeviceEvent> latest(int limit) {
    return reads.list("SELECT body FROM end_device_event ORDER BY created DESC, sequence DESC LIMIT ?",
      row -> PayloadCodec.decodeEvent(row.getBytes(1)), Math.max(0, limit));
  }
}
