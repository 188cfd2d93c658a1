package meridian.model.task;

import java.time.Instant;

import meridian.model.Mrid;

/**
 * What came of one run of a task.
 *
 * @param asked meters asked; each answered or was silent
 * @param values new or not, as the meters told them
 * @param left meters not asked, because the window was over or the task was taken back
 * @param missed how often the task had fallen due since the run before, and was not run: that one was not over
 */
public record TaskRun(Mrid task, Instant due, Instant began, Instant ended, int asked, int answered, int silent, int values, int left,
  int missed) {}
