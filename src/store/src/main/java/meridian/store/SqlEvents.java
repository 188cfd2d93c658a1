package meridian.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.services.port.EventStore;

/** Events in SQL. */
final class SqlEvents implements EventStore, Tx.Staged {
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
      var fresh = new ArrayList<EndDeviceEvent>(events.size());
      for (EndDeviceEvent event : events) {
        if (keep(tx, event)) fresh.add(event);
      }
      return List.copyOf(fresh);
    });
  }

  /** Keeps and owes an event unless its mRID is kept. On the writer's thread. */
  boolean keep(Tx tx, EndDeviceEvent event) throws SQLException {
    if (inHand.contains(event.mrid())) return false;
    if (!tx.list("SELECT 1 FROM end_device_event WHERE mrid = ?", row -> 1, event.mrid().uuid()).isEmpty()) return false;
    inHand.add(event.mrid());
    rows.add(
      new Object[]{next++, event.mrid().uuid(), event.device().uuid(), Micros.of(event.createdDateTime()), PayloadCodec.encode(event)});
    outbox.oweEvent(event);
    return true;
  }

  @Override
  public void flush(Tx tx) throws SQLException {
    tx.batch("INSERT INTO end_device_event (sequence, mrid, device, created, body) VALUES (?, ?, ?, ?, ?)", rows);
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
  public List<EndDeviceEvent> latest(int limit) {
    return reads.list("SELECT body FROM end_device_event ORDER BY created DESC, sequence DESC LIMIT ?",
      row -> PayloadCodec.decodeEvent(row.getBytes(1)), Math.max(0, limit));
  }
}
