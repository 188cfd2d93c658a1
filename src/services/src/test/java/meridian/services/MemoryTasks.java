package meridian.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.task.CollectionTask;
import meridian.model.task.TaskRun;
import meridian.services.port.Answered;
import meridian.services.port.TaskStore;

/** Collection tasks in memory. */
public class MemoryTasks implements TaskStore {
  private final Map<Mrid, CollectionTask> tasks = new LinkedHashMap<>();
  private final Map<Mrid, List<TaskRun>> runs = new HashMap<>();
  private final Map<List<String>, Answered> answers = new HashMap<>();

  @Override
  public synchronized Optional<Answered> findAnswer(Asked asked) { return Optional.ofNullable(answers.get(key(asked))); }

  private static List<String> key(Asked asked) { return List.of(asked.sender(), asked.key()); }

  @Override
  public synchronized Answered apply(Change change) {
    Answered before = answers.putIfAbsent(key(change.asked()), change.answer());
    if (before != null) return before;
    change.put().forEach(task -> tasks.put(task.mrid(), task));
    change.gone().forEach(tasks::remove);
    change.gone().forEach(runs::remove);
    return change.answer();
  }

  @Override
  public synchronized List<CollectionTask> list() {
    return tasks.values().stream().sorted(Comparator.comparing(CollectionTask::created)).toList();
  }

  @Override
  public synchronized void finish(TaskRun run, Optional<CollectionTask> after, int kept) {
    List<TaskRun> all = runs.computeIfAbsent(run.task(), _ -> new ArrayList<>());
    all.addFirst(run);
    while (all.size() > kept) {
      all.removeLast();
    }
    after.ifPresent(task -> tasks.replace(task.mrid(), task));
  }

  @Override
  public synchronized List<TaskRun> runs(Mrid task, int limit) {
    return runs.getOrDefault(task, List.of()).stream().limit(limit).toList();
  }

  @Override
  public synchronized Map<Mrid, Instant> lastDue() {
    var last = new HashMap<Mrid, Instant>();
    runs.forEach((task, all) -> last.put(task, all.getFirst().due()));
    return last;
  }
}
