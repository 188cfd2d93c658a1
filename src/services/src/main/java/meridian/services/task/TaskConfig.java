package meridian.services.task;

import meridian.model.config.Setting;

/** How many collection tasks there may be, and what is kept of them. */
public record TaskConfig(
  @Setting(value = "1000", min = "1", says = "Most collection tasks that messages may have under way; a further one is answered with 3.1. As many that have ended are remembered.") int mostTasks,
  @Setting(value = "100", min = "1", says = "Runs that are kept of each collection task, to be looked at.") int runsKept) {}
