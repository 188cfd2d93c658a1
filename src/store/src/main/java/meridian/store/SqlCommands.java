package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.Priority;
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
  private final CommandSweep sweep;

  /** @param kept how long what is finished stays, by {@code clock} */
  SqlCommands(GroupCommit writer, Reads reads, SqlOutbox outbox, SqlEvents events, InstantSource clock, Duration kept) {
    this.writer = writer;
    this.reads = reads;
    this.outbox = outbox;
    this.events = events;
    sweep = new CommandSweep(writer, clock, kept);
  }

  /** A command as its row holds it. */
  private record Row(long sequence, Command command) {}

  private static final String ROW = "SELECT sequence, body FROM command ";
  /** A tried one keeps its device's turn; else it is that of the one that fell due first. */
  private static final String IN_TURN = "AND NOT EXISTS (SELECT 1 FROM command other WHERE other.device = command.device AND other.state < 2"
    + " AND other.sequence <> command.sequence AND (other.fencing > 0 OR other.not_before < command.not_before"
    + " OR other.not_before = command.not_before AND other.sequence < command.sequence)) ";
  /** Kept before senders were, it is everybody's. */
  private static final String OF_REQUEST = "WHERE message_id = ? AND (sender = ? OR sender = '') ";
  private static final Tx.Row<Row> READ = row -> new Row(row.getLong(1), PayloadCodec.decodeCommand(row.getBytes(2)));
  private static final Tx.Row<Command> COMMAND = row -> READ.read(row).command;
  private static final Tx.Row<Instant> TIME = row -> Micros.instant(row.getLong(1));

  /**
   * @throws IllegalArgumentException when the commands are not all Queued, have different senders or MessageIDs, or share an mRID
   */
  @Override
  public List<Command> submit(List<Command> request) {
    if (request.isEmpty()) return List.of();
    Command any = request.getFirst();
    var seen = new HashSet<Mrid>();
    for (Command command : request) {
      if (!command.messageId().equals(any.messageId()) || !command.sender().equals(any.sender()))
        throw new IllegalArgumentException("a request's commands have different senders or MessageIDs");
      if (!command.state().equals(new Command.Queued(0)))
        throw new IllegalArgumentException("command " + command.mrid() + " is not freshly Queued");
      if (!seen.add(command.mrid())) throw new IllegalArgumentException("two commands share the mRID " + command.mrid());
      Micros.of(command.requested());
    }
    List<Command> asked = List.copyOf(request);
    List<Command> kept = writer.run(asked.size(), tx -> submit(tx, any.sender(), any.messageId(), asked));
    sweep.now();
    return kept;
  }

  private static List<Command> submit(Tx tx, String sender, String messageId, List<Command> request) throws SQLException {
    if (!tx.list("SELECT 1 FROM control_request " + OF_REQUEST, row -> 1, messageId, sender).isEmpty())
      return ofRequest(tx, sender, messageId);
    tx.update("INSERT INTO control_request (sender, message_id, open, finished) VALUES (?, ?, ?, 0)", sender, messageId, request.size());
    long sequence = tx.list("SELECT MAX(sequence) FROM command", row -> row.getLong(1)).getFirst();
    var rows = new ArrayList<Object[]>(request.size());
    for (Command command : request) {
      rows.add(new Object[]{++sequence, command.mrid().uuid(), sender, messageId, command.device().uuid(),
          Micros.of(command.requested()), command.priority().ordinal(), Micros.clamped(command.notBefore()),
          Micros.clamped(command.expires()), QUEUED, 0L, 0L, PayloadCodec.encode(command)});
    }
    tx.batch("INSERT INTO command (sequence, mrid, sender, message_id, device, requested, priority, not_before, expires, state, fencing,"
      + " lease_ends, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows);
    return request;
  }

  private static List<Command> ofRequest(Tx tx, String sender, String messageId) throws SQLException {
    return tx.list(ROW + OF_REQUEST + "ORDER BY sequence", COMMAND, messageId, sender);
  }

  /** Each priority by itself, so that each is one walk along an index however many are scheduled for later. */
  @Override
  public List<Command> listDue(Instant now, int limit) {
    var due = new ArrayList<Command>();
    for (Priority priority : Priority.values()) {
      if (due.size() >= limit) break;
      due.addAll(reads.list(ROW + "WHERE state = 0 AND fencing = 0 AND priority = ? AND not_before <= ? " + IN_TURN
        + "ORDER BY not_before, sequence LIMIT ?", COMMAND, priority.ordinal(), Micros.clamped(now), limit - due.size()));
    }
    return due;
  }

  @Override
  public List<Command> listDoubtful(Instant leasesNow, int limit) {
    return reads.list(ROW + "WHERE state < 2 AND fencing > 0 AND lease_ends <= ? ORDER BY priority, not_before, sequence LIMIT ?", COMMAND,
      Micros.clamped(leasesNow), Math.max(0, limit));
  }

  @Override
  public List<Command> listExpired(Instant now, int limit) {
    return reads.list(ROW + "WHERE state = 0 AND expires <= ? ORDER BY expires, sequence LIMIT ?", COMMAND, Micros.clamped(now),
      Math.max(0, limit));
  }

  @Override
  public Next next(Instant now, Instant leasesNow) {
    long now_us = Micros.clamped(now);
    Instant due = first("expires FROM command WHERE state = 0 AND expires > ? ORDER BY expires", now_us);
    for (Priority priority : Priority.values()) {
      due = earlier(due, first("not_before FROM command WHERE state = 0 AND fencing = 0 AND priority = " + priority.ordinal()
        + " AND not_before > ? ORDER BY not_before", now_us));
    }
    Instant lease = Instant.MAX;
    for (int state : List.of(QUEUED, RUNNING)) {
      lease = earlier(lease, first("lease_ends FROM command WHERE state = " + state + " AND lease_ends > ? ORDER BY lease_ends",
        Micros.clamped(leasesNow)));
    }
    return new Next(due, lease);
  }

  private Instant first(String what, long after_us) {
    return reads.list("SELECT " + what + " LIMIT 1", TIME, after_us).stream().findFirst().orElse(Instant.MAX);
  }

  private static Instant earlier(Instant one, Instant other) { return one.isBefore(other) ? one : other; }

  @Override
  public Optional<Command> lease(Mrid command, Instant leasesNow, Instant leaseEnds) {
    return step(command, state -> state.lease(leasesNow, leaseEnds));
  }

  @Override
  public Optional<Command> renew(Mrid command, long fencing, Instant leaseEnds) {
    return step(command, state -> state.renew(fencing, leaseEnds));
  }

  @Override
  public Optional<Command> release(Mrid command, long fencing, Instant restsUntil) {
    return step(command, state -> state.release(fencing, restsUntil));
  }

  private Optional<Command> step(Mrid command, Function<Command.State, Optional<Command.State>> step) {
    return writer.run(1, tx -> {
      Optional<Row> found = find(tx, command);
      Optional<Command.State> next = found.flatMap(row -> step.apply(row.command.state()));
      return next.isEmpty() ? Optional.empty() : Optional.of(write(tx, found.get(), next.get()));
    });
  }

  /**
   * Gives back what a process held that is no more, and brings rows up to date that an older hub wrote. Only while nobody else uses the
   * store.
   */
  void endLeases() {
    for (Row old : reads.list(ROW + "WHERE state < 2 AND expires = 0", READ)) {
      writer.run(1, tx -> write(tx, old, old.command.state()));
    }
    for (Row held : reads.list(ROW + "WHERE state = 1", READ)) {
      if (held.command.state() instanceof Command.Running running) release(held.command.mrid(), running.fencing(), Instant.EPOCH);
    }
  }

  /**
   * Lets fall due now what was asked for, not scheduled, while the clock ran ahead: it must neither wait for that time to come nor be
   * overtaken by what is asked for from now on.
   */
  void pullBack(Instant now) {
    long now_us = Micros.clamped(now);
    writer.run(1, tx -> tx.update("UPDATE command SET not_before = ?, requested = ? WHERE state = 0 AND fencing = 0 AND not_before > ?"
      + " AND not_before = requested", now_us, now_us, now_us));
  }

  @Override
  public Optional<Command> finish(Mrid command, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
    Micros.of(event.createdDateTime());
    return writer.run(1, tx -> {
      Optional<Row> found = find(tx, command);
      Optional<Command.State> next = found.flatMap(row -> row.command.state().finish(fencing, outcome, at));
      if (next.isEmpty()) return Optional.empty();
      Command finished = write(tx, found.get(), next.get());
      finished(tx, finished, at, event);
      return Optional.of(finished);
    });
  }

  private void finished(Tx tx, Command finished, Instant at, EndDeviceEvent event) throws SQLException {
    events.keep(tx, event);
    tx.update("UPDATE control_request SET open = open - 1 " + OF_REQUEST, finished.messageId(), finished.sender());
    boolean last = tx.update("UPDATE control_request SET finished = ? " + OF_REQUEST + "AND open = 0", Micros.clamped(at),
      finished.messageId(), finished.sender()) > 0;
    if (last && !finished.replyAddress().isEmpty())
      outbox.owe(new Notice.ControlReply(ofRequest(tx, finished.sender(), finished.messageId())));
  }

  @Override
  public List<Cancellation> cancel(Cancel cancel, Instant at, Function<Command, EndDeviceEvent> event) {
    return writer.run(Math.max(1, cancel.commands().size()), tx -> {
      List<byte[]> answered = tx.list("SELECT body FROM control_cancel WHERE message_id = ? AND sender = ?", row -> row.getBytes(1),
        cancel.messageId(), cancel.sender());
      if (!answered.isEmpty()) return PayloadCodec.decodeCancellations(answered.getFirst());
      var results = new ArrayList<Cancellation>();
      for (Mrid mrid : cancel.commands()) {
        Optional<Row> found = find(tx, mrid);
        if (found.isPresent()) results.add(cancel(tx, found.get(), cancel.by(), at, event));
      }
      tx.update("INSERT INTO control_cancel (sender, message_id, answered, body) VALUES (?, ?, ?, ?)", cancel.sender(),
        cancel.messageId(), Micros.clamped(at), PayloadCodec.encode(results));
      return results;
    });
  }

  private Cancellation cancel(Tx tx, Row row, String by, Instant at, Function<Command, EndDeviceEvent> event) throws SQLException {
    Optional<Command.State> next = row.command.state().cancel(by, at);
    if (next.isEmpty()) return Cancellation.of(row.command);
    Command taken = write(tx, row, next.get());
    if (taken.outcome().isPresent()) finished(tx, taken, at, event.apply(taken));
    return Cancellation.of(taken);
  }

  private static Optional<Row> find(Tx tx, Mrid command) throws SQLException {
    return tx.list(ROW + "WHERE mrid = ?", READ, command.uuid()).stream().findFirst();
  }

  private static Command write(Tx tx, Row row, Command.State next) throws SQLException {
    Command stepped = row.command.in(next);
    record Columns(int state, long fencing, Instant leaseEnds) {}
    Columns columns = switch (next) {
      case Command.Queued(int attempts, Instant restsUntil, _) -> new Columns(QUEUED, attempts, restsUntil);
      case Command.Running(int attempts, Instant leaseEnds, _) -> new Columns(RUNNING, attempts, leaseEnds);
      case Command.Finished _ -> new Columns(FINISHED, 0, Instant.EPOCH);
    };
    tx.update("UPDATE command SET state = ?, fencing = ?, lease_ends = ?, expires = ?, body = ? WHERE sequence = ?", columns.state,
      columns.fencing, Micros.clamped(columns.leaseEnds), Micros.clamped(stepped.expires()), PayloadCodec.encode(stepped), row.sequence);
    return stepped;
  }

  @Override
  public Optional<Command> find(Mrid command) {
    return reads.list(ROW + "WHERE mrid = ?", COMMAND, command.uuid()).stream().findFirst();
  }

  @Override
  public List<Command> findByRequest(String sender, String messageId) {
    return reads.list(ROW + OF_REQUEST + "ORDER BY sequence", COMMAND, messageId, sender);
  }

  @Override
  public List<Command> findByDevice(Mrid device, int limit) {
    return reads.list(ROW + "WHERE device = ? ORDER BY device DESC, sequence DESC LIMIT ?", COMMAND, device.uuid(), Math.max(0, limit));
  }
}
