package meridian.services.port;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.TaskRun;

/** Keeps collection tasks and what came of their runs. Safe for concurrent callers. */
public interface TaskStore {

  /** What this message was answered the first time it came. */
  Optional<Answered> findAnswer(Asked asked);

  /** What one message does. @param put new, or in place of the one of the same mRID @param gone their runs go with them */
  record Change(Asked asked, Instant at, List<CollectionTask> put, List<Mrid> gone, Answered answer) {
    public Change {
      put = List.copyOf(put);
      gone = List.copyOf(gone);
    }
  }

  /**
   * Keeps all of it in one transaction; durable on return.
   *
   * @return the change's answer; or that of the first time, when this sender's message is known, and then nothing is done
   */
  Answered apply(Change change);

  /** Every task, oldest first. */
  List<CollectionTask> list();

  /**
   * Keeps a run, and where its task stands then unless the task is gone; of the task's runs the newest {@code kept} stay.
   *
   * @param after empty: the task stays as it is, or is not kept here
   */
  void finish(TaskRun run, Optional<CollectionTask> after, int kept);

  /** Newest first. */
  List<TaskRun> runs(Mrid task, int limit);

  /** When what was run last had fallen due, of each task that has runs. */
  Map<Mrid, Instant> lastDue();
}
