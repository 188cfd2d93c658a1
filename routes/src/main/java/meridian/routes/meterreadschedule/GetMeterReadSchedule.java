package meridian.routes.meterreadschedule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.task.CollectionTask;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.routes.message.Paging;
import meridian.routes.message.Sender;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;

/**
 * Get of schedules: those named by Request/ID or TimeSchedule, or that are for the devices named; all when nothing is named. One schedule
 * comes with its devices and ReadingTypes, several as TimeSchedules alone: a MeterReadSchedule has no place to say which belongs to which. Where
 * each stands, and what came of its last run, an Error of level INFORM says. Safe for concurrent callers.
 */
public final class GetMeterReadSchedule {
  private final Desk desk;
  private final CollectionTasks tasks;
  private final ScheduleReader reader;

  public GetMeterReadSchedule(Desk desk, Devices devices, Registry registry, CollectionTasks tasks, Members members) {
    this.desk = desk;
    this.tasks = tasks;
    reader = new ScheduleReader(devices, registry, members);
  }

  public Answer serve(Query request, Incoming incoming) throws IOException {
    Optional<Paging> asked = Paging.of(request.options());
    if (asked.isEmpty()) return desk.reply(request, Paging.refusal());
    Paging paging = asked.get();
    List<CimError> errors = new ArrayList<>();
    List<CollectionTask> found = find(request, new Sender(request.header(), incoming).name(), errors);
    List<CollectionTask> page = found.stream().skip(paging.offset()).limit(paging.limit()).toList();
    boolean wrong = !errors.isEmpty();
    boolean more = found.size() > paging.offset() + page.size();
    if (more) errors.addFirst(paging.more());
    page.forEach(task -> errors.add(ErrorCode.NO_ERRORS.about(task.mrid().toString(), ScheduleReader.TIME_SCHEDULE, standing(task))));
    Reply.Result result = !wrong && !more ? Reply.Result.OK : page.isEmpty() ? Reply.Result.FAILED : Reply.Result.PARTIAL;
    return desk.objects(request, new Reply(result, errors), "MeterReadSchedule", sink -> {
      if (page.size() == 1) whole(page.getFirst()).forEach(sink);
      else
        page.stream().map(GetMeterReadSchedule::timeSchedule).forEach(sink);
    });
  }

  private List<CollectionTask> find(Query request, String sender, List<CimError> errors) {
    List<String> identifiers = new ArrayList<>(request.ids());
    List<CimElement> devices = new ArrayList<>();
    for (CimElement object : request.query()) {
      if (object.name().equals(ScheduleReader.TIME_SCHEDULE)) identifiers.addAll(object.identifiers().stream().limit(1).toList());
      else
        devices.add(object);
    }
    if (!identifiers.isEmpty()) {
      List<CollectionTask> named = new ArrayList<>();
      for (String identifier : identifiers) {
        tasks.find(sender, identifier).ifPresentOrElse(named::add, () -> errors.add(ErrorCode.INVALID_REQUEST_ID.about(identifier,
          ScheduleReader.TIME_SCHEDULE, "no schedule has this mRID or name, and none was created by this MessageID")));
      }
      return named.stream().distinct().toList();
    }
    if (devices.isEmpty()) return tasks.list();
    Scope scope = reader.who(devices, errors).scope();
    return tasks.list().stream().filter(task -> touches(task.scope(), scope)).toList();
  }

  private static boolean touches(Scope of, Scope asked) {
    if (of.isAll()) return true;
    return overlap(of.meters(), asked.meters()) || overlap(of.usagePoints(), asked.usagePoints()) || overlap(of.groups(), asked.groups());
  }

  private static <T> boolean overlap(Set<T> one, Set<T> other) {
    Set<T> both = new HashSet<>(one);
    both.retainAll(other);
    return !both.isEmpty();
  }

  private String standing(CollectionTask task) {
    String next = tasks.nextDue(task).map(due -> ", due next " + due).orElse("");
    String state = task.disabled() ? "disabled" : task.state().text();
    return tasks.runs(task.mrid(), 1).stream().findFirst().map(run -> state + next + "; " + words(run))
      .orElse(state + next + "; not run yet");
  }

  private static String words(TaskRun run) {
    return "run for " + run.due() + ": " + run.asked() + " meters asked, " + run.answered() + " answered, " + run.silent() + " silent, "
      + run.values() + " values" + (run.left() == 0 ? "" : ", " + run.left() + " not asked");
  }

  private static List<CimElement> whole(CollectionTask task) {
    Scope scope = task.scope();
    return Stream.of(
      scope.meters().stream().sorted().map(mrid -> named("EndDevice", mrid.toString())),
      groups(scope, "EndDeviceGroup"),
      task.types().stream().map(type -> CimElement.part("ReadingType", name(type.code()))),
      Stream.of(timeSchedule(task)),
      scope.usagePoints().stream().sorted().map(mrid -> named("UsagePoint", mrid.toString())),
      groups(scope, "UsagePointGroup")).flatMap(each -> each).toList();
  }

  private static Stream<CimElement> groups(Scope scope, String type) {
    return scope.groups().stream().filter(group -> group.type().equals(type)).map(group -> named(type, group.identifier()));
  }

  private static CimElement named(String type, String identifier) {
    return CimElement.part(type, Mrid.find(identifier).isPresent() ? CimElement.value("mRID", identifier) : name(identifier));
  }

  private static CimElement name(String name) { return CimElement.part("Names", CimElement.value("name", name)); }

  private static CimElement timeSchedule(CollectionTask task) {
    List<CimElement> parts = new ArrayList<>();
    parts.add(CimElement.value("mRID", task.mrid().toString()));
    parts.add(CimElement.value("disabled", String.valueOf(task.disabled() || task.state() != CollectionTask.State.ACTIVE)));
    if (!task.name().equals(task.mrid().toString())) parts.add(name(task.name()));
    parts.addAll(TimeSchedules.write(task.schedule()));
    return CimElement.part(ScheduleReader.TIME_SCHEDULE, parts.toArray(CimElement[]::new));
  }
}
