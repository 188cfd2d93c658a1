package meridian.console;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.task.Schedule;
import meridian.model.task.TaskRun;
import meridian.model.work.WorkKind;
import meridian.services.task.CollectionTasks;
import meridian.services.task.TaskWish;
import meridian.services.work.WorkWish;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator sees of collection tasks and service work, over HTTP. */
class WorkApiTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @TempDir
  Path web;
  private TestHub hub;
  private Console console;
  private Browser browser;

  @BeforeEach
  void start() throws IOException {
    hub = new TestHub(Town.of(2, 1), InstantSource.fixed(NOON));
    console = Console.start(new ConsoleConfig("127.0.0.1", 0, Set.of(), 14, Duration.ofMinutes(5), 3, Optional.of(web)), hub.parts());
    browser = new Browser(console);
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
    hub.close();
  }

  @Test
  void tasksAndTheirRunsAreListed() throws Exception {
    Mrid mrid = Mrid.derivedFrom("billing");
    hub.tasks.create(new Asked("mdm", "m1", "anna"), List.of(new TaskWish(mrid, Optional.of("BILLING"), Optional.empty(), Optional.empty(),
      Optional.of(Schedule.once(NOON.plusSeconds(60))), Optional.empty(), Optional.empty())));
    hub.tasks.finished(new TaskRun(CollectionTasks.ROUND, NOON, NOON, NOON.plusSeconds(7), 3, 2, 1, 96, 0, 0));
    JsonArray tasks = browser.array("/api/tasks");
    assertThat(tasks.getJsonObject(0)).isEqualTo(JsonObject.of("mrid", CollectionTasks.ROUND.toString(), "name", "field.interval", "state",
      "active", "priority", "normal", "askedBy", "configuration", "of", all(), "readingTypes", new JsonArray(), "nextDue",
      "2026-11-01T12:15:00Z", "lastRun", run()));
    assertThat(tasks.getJsonObject(1).getString("nextDue")).isEqualTo("2026-11-01T12:01:00Z");
    assertThat(tasks.getJsonObject(1).getString("askedBy")).isEqualTo("anna");
    assertThat(browser.array("/api/tasks/" + CollectionTasks.ROUND + "/runs")).isEqualTo(JsonArray.of(run()));
    assertThat(browser.array("/api/tasks/" + mrid + "/runs")).isEmpty();
    assertThat(browser.get("/api/tasks/" + Mrid.random() + "/runs").statusCode()).isEqualTo(404);
    assertThat(browser.get("/api/tasks/billing/runs").statusCode()).isEqualTo(400);
  }

  private static JsonObject all() {
    return JsonObject.of("meters", new JsonArray(), "usagePoints", new JsonArray(), "groups", new JsonArray());
  }

  private static JsonObject run() {
    return JsonObject.of("due", "2026-11-01T12:00:00Z", "began", "2026-11-01T12:00:00Z", "ended", "2026-11-01T12:00:07Z", "asked", 3,
      "answered", 2, "silent", 1, "values", 96, "left", 0, "missed", 0);
  }

  @Test
  void workIsListedWithWhatHappenedToIt() throws Exception {
    Mrid mrid = Mrid.derivedFrom("work");
    hub.work.create(new Asked("cis", "m1", "anna"), List.of(new WorkWish("W-1", Optional.of(mrid), Optional.of(WorkKind.REPAIR),
      Optional.empty(), "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
      CimElement.part("MeterServiceWork", CimElement.value("priority", "high")))), false, false);
    JsonObject one = JsonObject.of("mrid", mrid.toString(), "name", "W-1", "kind", "repair", "status", "received", "priority", "high",
      "requested", NOON.toString(), "modified", NOON.toString(), "meter", null, "oldMeter", null, "usagePoint", null)
      .putNull("command")
      .put("activities", JsonArray.of(JsonObject.of("time", NOON.toString(), "type", "received", "reason", "", "by", "anna")));
    assertThat(browser.array("/api/work")).isEqualTo(JsonArray.of(one));
    assertThat(browser.object("/api/work/" + mrid)).isEqualTo(one);
    hub.work.cancel(new Asked("cis", "m2", "anna"), List.of(WorkWish.of("W-1")), false);
    assertThat(browser.array("/api/work?open=true")).isEmpty();
    assertThat(browser.get("/api/work/" + Mrid.random()).statusCode()).isEqualTo(404);
  }
}
