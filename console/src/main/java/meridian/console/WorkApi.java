package meridian.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.task.CollectionTask;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.services.task.CollectionTasks;
import meridian.services.work.ServiceWork;

/** The addresses {@code /api/tasks} and {@code /api/work}: what is collected when and what came of it, and where service work stands. */
final class WorkApi {
  private final CollectionTasks tasks;
  private final ServiceWork work;
  private final Calls store;

  WorkApi(ConsoleParts parts, Calls store) {
    tasks = parts.tasks();
    work = parts.work();
    this.store = store;
  }

  void register(Router router) {
    router.get("/api/tasks").handler(this::listTasks);
    router.get("/api/tasks/:task/runs").handler(this::runs);
    router.get("/api/work").handler(this::listWork);
    router.get("/api/work/:work").handler(this::oneWork);
  }

  private void listTasks(RoutingContext request) {
    store.answer(request, () -> JsonViews.array(tasks.list(), this::task), found -> Answers.send(request, found));
  }

  private void runs(RoutingContext request) {
    int limit = MeterApi.limit(request);
    Mrid mrid = mrid(request.pathParam("task"));
    store.answer(request, () -> {
      if (tasks.find(mrid).isEmpty()) throw ApiError.notFound("There is no such collection task.");
      return tasks.runs(mrid, limit);
    }, runs -> Answers.send(request, JsonViews.array(runs, WorkApi::run)));
  }

  private void listWork(RoutingContext request) {
    int limit = MeterApi.limit(request);
    boolean openOnly = "true".equals(MeterApi.param(request, "open"));
    store.answer(request, () -> work.list(openOnly, 0, limit),
      found -> Answers.send(request, JsonViews.array(found, WorkApi::work)));
  }

  private void oneWork(RoutingContext request) {
    Mrid mrid = mrid(request.pathParam("work"));
    store.answer(request, () -> work.find(mrid.toString()).orElseThrow(() -> ApiError.notFound("There is no such service work.")),
      found -> Answers.send(request, 200, work(found)));
  }

  private static Mrid mrid(String text) {
    return Mrid.find(text).orElseThrow(() -> ApiError.badRequest("It is named by its mRID."));
  }

  private JsonObject task(CollectionTask task) {
    Optional<TaskRun> last = tasks.runs(task.mrid(), 1).stream().findFirst();
    return JsonObject.of(
      "mrid", task.mrid().toString(),
      "name", task.name(),
      "state", task.disabled() ? "disabled" : task.state().text(),
      "priority", task.priority().text(),
      "askedBy", task.asked().by(),
      "of", scope(task.scope()),
      "readingTypes", new JsonArray(task.types().stream().map(type -> type.code()).sorted().toList()),
      "nextDue", text(tasks.nextDue(task)),
      "lastRun", last.map(WorkApi::run).orElse(null));
  }

  /** Empty lists: all meters. */
  private static JsonObject scope(Scope scope) {
    return JsonObject.of(
      "meters", mrids(scope.meters().stream().sorted().toList()),
      "usagePoints", mrids(scope.usagePoints().stream().sorted().toList()),
      "groups", new JsonArray(scope.groups().stream().map(Scope.Group::identifier).sorted().toList()));
  }

  private static JsonArray mrids(List<Mrid> mrids) { return new JsonArray(mrids.stream().map(Mrid::toString).toList()); }

  private static JsonObject run(TaskRun run) {
    return JsonObject.of(
      "due", run.due().toString(),
      "began", run.began().toString(),
      "ended", run.ended().toString(),
      "asked", run.asked(),
      "answered", run.answered(),
      "silent", run.silent(),
      "values", run.values(),
      "left", run.left(),
      "missed", run.missed());
  }

  private static JsonObject work(MeterServiceWork work) {
    return JsonObject.of(
      "mrid", work.mrid().toString(),
      "name", work.name(),
      "kind", work.kind().text(),
      "status", work.status().text(),
      "priority", work.priority(),
      "requested", work.requested().toString(),
      "modified", work.modified().toString(),
      "meter", work.meter().map(Mrid::toString).orElse(null),
      "oldMeter", work.oldMeter().map(Mrid::toString).orElse(null),
      "usagePoint", work.usagePoint().map(Mrid::toString).orElse(null))
      .put("command", work.command().map(Mrid::toString).orElse(null))
      .put("activities", JsonViews.array(work.activities(), WorkApi::activity));
  }

  private static JsonObject activity(ActivityRecord activity) {
    return JsonObject.of("time", activity.created().toString(), "type", activity.type(), "reason", activity.reason(), "by", activity.by());
  }

  private static @Nullable String text(Optional<Instant> time) { return time.map(Instant::toString).orElse(null); }
}
