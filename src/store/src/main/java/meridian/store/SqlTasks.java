package meridian.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.TaskRun;
import meridian.services.port.Answered;
import meridian.services.port.TaskStore;

/** Collection tasks in SQL. */
final class SqlTasks implements TaskStore {
  private final GroupCommit writer;
  private final Reads reads;
  private final SqlAnswers answers;

  SqlTasks(GroupCommit writer, Reads reads, SqlAnswers answers) {
    this.writer = writer;
    this.reads = reads;
    this.answers = answers;
  }

  @Override
  public Optional<Answered> findAnswer(Asked asked) { return answers.find(asked); }

  @Override
  public Answered apply(Change change) {
    return writer.run(Math.max(1, change.put().size() + change.gone().size()), tx -> {
      Optional<Answered> before = answers.keep(tx, change.asked(), change.at(), change.answer());
      if (before.isPresent()) return before.get();
      for (CollectionTask task : change.put()) {
        if (replace(tx, task) == 0)
          tx.update("INSERT INTO collection_task (mrid, created, body) VALUES (?, ?, ?)", task.mrid().uuid(),
            Micros.clamped(task.created()), TaskCodec.encode(task));
      }
      for (Mrid gone : change.gone()) {
        tx.update("DELETE FROM collection_task WHERE mrid = ?", gone.uuid());
        tx.update("DELETE FROM collection_run WHERE task = ?", gone.uuid());
      }
      return change.answer();
    });
  }

  private static int replace(Tx tx, CollectionTask task) throws SQLException {
    return tx.update("UPDATE collection_task SET body = ? WHERE mrid = ?", TaskCodec.encode(task), task.mrid().uuid());
  }

  @Override
  public List<CollectionTask> list() {
    return reads.list("SELECT body FROM collection_task ORDER BY created, mrid", row -> TaskCodec.decodeTask(row.getBytes(1)));
  }

  @Override
  public void finish(TaskRun run, Optional<CollectionTask> after, int kept) {
    writer.run(1, tx -> {
      long sequence = tx.list("SELECT MAX(sequence) FROM collection_run WHERE task = ?", row -> row.getLong(1), run.task().uuid())
        .getFirst() + 1;
      tx.update("INSERT INTO collection_run (task, sequence, due, body) VALUES (?, ?, ?, ?)", run.task().uuid(), sequence,
        Micros.clamped(run.due()), TaskCodec.encode(run));
      tx.update("DELETE FROM collection_run WHERE task = ? AND sequence <= ?", run.task().uuid(), sequence - kept);
      return after.isEmpty() ? 0 : replace(tx, after.get());
    });
  }

  @Override
  public List<TaskRun> runs(Mrid task, int limit) {
    return reads.list("SELECT body FROM collection_run WHERE task = ? ORDER BY sequence DESC LIMIT ?",
      row -> TaskCodec.decodeRun(row.getBytes(1)), task.uuid(), Math.max(0, limit));
  }

  @Override
  public Map<Mrid, Instant> lastDue() {
    var last = new HashMap<Mrid, Instant>();
    reads.list("SELECT body FROM collection_run r WHERE sequence = (SELECT MAX(sequence) FROM collection_run o WHERE o.task = r.task)",
      row -> TaskCodec.decodeRun(row.getBytes(1))).forEach(run -> last.put(run.task(), run.due()));
    return last;
  }
}
