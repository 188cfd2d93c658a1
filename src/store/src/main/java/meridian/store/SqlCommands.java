package meridian.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Notice;
import meridian.services.port.CommandStore;

/** Commands in SQL. Every step is taken on the writer's thread, after a look at the state the command is in. */
final class SqlCommands implements CommandStore {
  private static final int QUEUED = 0;
  private static final int RUNNING = 1;
  private static final int FINISHED = 2;

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlOutbox outbox;
  private final SqlEvents events;

  SqlCommands(GroupCommit writer, Reads reads, SqlOutbox outbox, SqlEvents events) {
    this.writer = writer;
    this.reads = reads;
    this.outbox = outbox;
    this.events = events;
  }

  /** A command as its row holds it. @param fencing of the newest lease, 0 before the first */
  private record Row(long sequence, long fencing, long leaseEnds_us, Command command) {}

  private static final String ROW = "SELECT sequence, fencing, lease_ends, body FROM command ";
  /** No older command of the device is open. */
  private static final String IN_TURN = "AND NOT EXISTS (SELECT 1 FROM command older WHERE older.device = command.device"
    + " AND older.sequence < command.sequence AND older.state < 2) ";
  private static final Tx.Row<Row> READ = row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3),
    PayloadCodec.decodeCommand(row.getBytes(4)));
  private static final Tx.Row<Command> COMMAND = row -> READ.read(row).command;

  /** @throws IllegalArgumentException when the commands are not all Queued, have different MessageIDs, or share an mRID */
  @Override
  public List<Command> submit(List<Command> request) {
    if (request.isEmpty()) return List.of();
    String messageId = request.getFirst().messageId();
    var seen = new HashSet<Mrid>();
    for (Command command : request) {
      if (!command.messageId().equals(messageId)) throw new IllegalArgumentException("a request's commands have different MessageIDs");
      if (!(command.state() instanceof Command.Queued)) throw new IllegalArgumentException("command " + command.mrid() + " is not Queued");
      if (!seen.add(command.mrid())) throw new IllegalArgumentException("two commands share the mRID " + command.mrid());
      Micros.of(command.requested());
    }
    List<Command> asked = List.copyOf(request);
    return writer.run(asked.size(), tx -> submit(tx, messageId, asked));
  }

  private static List<Command> submit(Tx tx, String messageId, List<Command> request) throws SQLException {
    if (!tx.list("SELECT 1 FROM control_request WHERE message_id = ?", row -> 1, messageId).isEmpty()) return ofRequest(tx, messageId);
    tx.update("INSERT INTO control_request (message_id, open) VALUES (?, ?)", messageId, request.size());
    long sequence = tx.list("SELECT MAX(sequence) FROM command", row -> row.getLong(1)).getFirst();
    var rows = new ArrayList<Object[]>(request.size());
    for (Command command : request) {
      rows.add(new Object[]{++sequence, command.mrid().uuid(), messageId, command.device().uuid(), Micros.of(command.requested()), QUEUED,
          0L, 0L, PayloadCodec.encode(command)});
    }
    tx.batch("INSERT INTO command (sequence, mrid, message_id, device, requested, state, fencing, lease_ends, body)"
      + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
    return request;
  }

  private static List<Command> ofRequest(Tx tx, String messageId) throws SQLException {
    return tx.list(ROW + "WHERE message_id = ? ORDER BY sequence", COMMAND, messageId);
  }

  @Override
  public List<Command> due(Instant now, int limit) {
    int most = Math.max(0, limit);
    List<Row> due = new ArrayList<>(
      reads.list(ROW + "WHERE state = 0 " + IN_TURN + "ORDER BY state, requested, sequence LIMIT ?", READ, most));
    due.addAll(reads.list(ROW + "WHERE state = 1 AND lease_ends <= ? " + IN_TURN + "ORDER BY state, requested, sequence LIMIT ?", READ,
      Micros.clamped(now), most));
    due.sort(Comparator.comparing((Row row) -> row.command.requested()).thenComparing(Row::sequence));
    return due.stream().limit(most).map(Row::command).toList();
  }

  @Override
  public Optional<Command> lease(Mrid command, Instant now, Instant leaseEnds) {
    return writer.run(1, tx -> {
      Optional<Row> found = find(tx, command);
      if (found.isEmpty()) return Optional.empty();
      Row row = found.get();
      int attempts = switch (row.command.state()) {
        case Command.Queued(int before) -> before + 1;
        case Command.Running(int before, _, var ends) -> ends.isAfter(now) ? 0 : before + 1;
        case Command.Finished _ -> 0;
      };
      if (attempts == 0) return Optional.empty();
      long fencing = row.fencing + 1;
      return Optional.of(step(tx, row, RUNNING, fencing, leaseEnds, new Command.Running(attempts, fencing, leaseEnds)));
    });
  }

  @Override
  public boolean release(Mrid command, long fencing) {
    return writer.run(1, tx -> {
      Optional<Row> found = find(tx, command);
      if (found.isEmpty() || !(found.get().command.state() instanceof Command.Running(int attempts, long lease, _)) || lease != fencing)
        return false;
      step(tx, found.get(), QUEUED, fencing, Instant.EPOCH, new Command.Queued(attempts));
      return true;
    });
  }

  /** Gives back what a process held that is no more. Only while nobody else uses the store. */
  void endLeases() {
    for (Row held : reads.list(ROW + "WHERE state = 1", READ)) {
      release(held.command.mrid(), held.fencing);
    }
  }

  @Override
  public Optional<Command> finish(Mrid command, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
    Micros.of(event.createdDateTime());
    return writer.run(1, tx -> {
      Optional<Row> found = find(tx, command);
      if (found.isEmpty()) return Optional.empty();
      boolean may = switch (found.get().command.state()) {
        case Command.Queued _ -> true;
        case Command.Running(_, long lease, _) -> lease == fencing;
        case Command.Finished _ -> false;
      };
      if (!may) return Optional.empty();
      Row row = found.get();
      Command finished = step(tx, row, FINISHED, row.fencing, Instant.EPOCH, new Command.Finished(outcome, at));
      events.keep(tx, event);
      tx.update("UPDATE control_request SET open = open - 1 WHERE message_id = ?", finished.messageId());
      if (!finished.replyAddress().isEmpty() && lastOfItsRequest(tx, finished))
        outbox
          .owe(new Notice.ControlReply(ofRequest(tx, finished.messageId())));
      return Optional.of(finished);
    });
  }

  private static boolean lastOfItsRequest(Tx tx, Command command) throws SQLException {
    return tx.list("SELECT open FROM control_request WHERE message_id = ?", row -> row.getInt(1), command.messageId()).getFirst() == 0;
  }

  private static Optional<Row> find(Tx tx, Mrid command) throws SQLException {
    return tx.list(ROW + "WHERE mrid = ?", READ, command.uuid()).stream().findFirst();
  }

  private static Command step(Tx tx, Row row, int state, long fencing, Instant leaseEnds, Command.State next) throws SQLException {
    Command stepped = row.command.in(next);
    tx.update("UPDATE command SET state = ?, fencing = ?, lease_ends = ?, body = ? WHERE sequence = ?", state, fencing,
      Micros.clamped(leaseEnds), PayloadCodec.encode(stepped), row.sequence);
    return stepped;
  }

  @Override
  public List<Command> findByMessageId(String messageId) {
    return reads.list(ROW + "WHERE message_id = ? ORDER BY sequence", COMMAND, messageId);
  }

  @Override
  public List<Command> findByDevice(Mrid device, int limit) {
    return reads.list(ROW + "WHERE device = ? ORDER BY device DESC, sequence DESC LIMIT ?", COMMAND, device.uuid(), Math.max(0, limit));
  }
}
