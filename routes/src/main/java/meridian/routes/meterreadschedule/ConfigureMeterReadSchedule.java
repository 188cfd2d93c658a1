package meridian.routes.meterreadschedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.message.Verb;
import meridian.model.metering.ReadingType;
import meridian.model.task.CollectionTask;
import meridian.model.task.Schedule;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.routes.message.KeptAnswers;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;
import meridian.services.port.Answered;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.task.Members;
import meridian.services.task.TaskWish;

/**
 * Create, change, cancel and delete of schedules. Each TimeSchedule of a message is a schedule for all the devices and ReadingTypes in it;
 * no device: all meters; no ReadingType: what is read of every meter. A message with anything wrong in it does nothing and is answered with
 * every error found. A schedule is called by the mRID or name of its TimeSchedule, or the MessageID that created it; the Reply to a create has
 * its mRID. Request/Option {@code priority}, high, normal or low, says how urgent it is. The same message again from the same sender is
 * answered the same and does nothing. With Context TESTING all is checked and nothing kept. Safe for concurrent callers.
 */
public final class ConfigureMeterReadSchedule {
  private final Desk desk;
  private final CollectionTasks tasks;
  private final ScheduleReader reader;

  public ConfigureMeterReadSchedule(Desk desk, Devices devices, Registry registry, CollectionTasks tasks, Members members) {
    this.desk = desk;
    this.tasks = tasks;
    reader = new ScheduleReader(devices, registry, members);
  }

  public Answer serve(Configure request, Incoming incoming) { return desk.reply(request, reply(request, incoming)); }

  private Reply reply(Configure request, Incoming incoming) {
    Header header = request.header();
    var sender = new Sender(header, incoming);
    var errors = new ArrayList<CimError>(sender.errors("a schedule"));
    if (!errors.isEmpty()) return Reply.failed(errors);
    Asked asked = KeptAnswers.asked(request, sender);
    Optional<Answered> before = tasks.findAnswer(asked);
    if (before.isPresent()) return KeptAnswers.reply(header.verb(), before.get(), ScheduleReader.TIME_SCHEDULE, true);
    return switch (header.verb()) {
      case CREATE -> create(request, asked, errors);
      case CHANGE -> change(request, asked, errors);
      case CANCEL, DELETE -> takeBack(request, asked, errors);
      case CANCELED, CHANGED, CREATED, CLOSE, CLOSED, DELETED, GET, REPLY, EXECUTE, EXECUTED -> Reply
        .failed(ErrorCode.INVALID_VERB.error(header.verb().text() + " MeterReadSchedule is not served; "
          + "served: create, change, cancel, delete, get"));
    };
  }

  private Reply create(Configure request, Asked asked, List<CimError> errors) {
    List<CimElement> schedules = ScheduleReader.timeSchedules(request);
    if (schedules.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/MeterReadSchedule/TimeSchedule: there is none, so nothing says when to read"));
    ScheduleReader.Who who = reader.who(request.objects(), errors);
    Set<ReadingType> types = ScheduleReader.types(request.objects(), errors);
    Optional<Priority> priority = ScheduleReader.priority(request, errors);
    List<TaskWish> wishes = new ArrayList<>();
    for (CimElement schedule : schedules) {
      Optional<Schedule> when = read(schedule, schedule, errors);
      Optional<String> name = name(schedule, errors);
      Mrid mrid = schedule.uuid().orElse(KeptAnswers.mrid(asked, wishes.size()));
      wishes.add(new TaskWish(mrid, name, Optional.of(who.scope()), Optional.of(types), when, ScheduleReader.disabled(schedule), priority));
    }
    if (!errors.isEmpty()) return Reply.failed(errors);
    if (Testing.isAskedFor(request.header())) return Reply.ok();
    return answered(request, tasks.create(asked, wishes));
  }

  private Reply change(Configure request, Asked asked, List<CimError> errors) {
    List<CimElement> schedules = ScheduleReader.timeSchedules(request);
    List<String> identifiers = ScheduleReader.identifiers(request, errors);
    if (schedules.size() > 1 || identifiers.size() > 1)
      errors.add(ErrorCode.TOO_MANY.error("more than one schedule is named; send one change for each"));
    ScheduleReader.Who who = reader.who(request.objects(), errors);
    Set<ReadingType> types = ScheduleReader.types(request.objects(), errors);
    Optional<Priority> priority = ScheduleReader.priority(request, errors);
    if (!errors.isEmpty()) return Reply.failed(errors);
    Optional<CollectionTask> kept = tasks.find(asked.sender(), identifiers.getFirst());
    if (kept.isEmpty()) return Reply.failed(unknown(identifiers.getFirst()));
    CimElement said = schedules.isEmpty() ? CimElement.part(ScheduleReader.TIME_SCHEDULE) : schedules.getFirst();
    Optional<Schedule> when = ScheduleReader.saysWhen(said)
      ? read(said, TimeSchedules.merge(kept.get().schedule(), said), errors)
      : Optional.empty();
    if (!errors.isEmpty()) return Reply.failed(errors);
    if (Testing.isAskedFor(request.header())) return Reply.ok();
    return answered(request, tasks.change(asked, new TaskWish(kept.get().mrid(), Optional.empty(),
      who.named() ? Optional.of(who.scope()) : Optional.empty(), types.isEmpty() ? Optional.empty() : Optional.of(types), when,
      ScheduleReader.disabled(said), priority)));
  }

  private Reply takeBack(Configure request, Asked asked, List<CimError> errors) {
    List<String> identifiers = ScheduleReader.identifiers(request, errors);
    List<Mrid> meant = new ArrayList<>();
    for (String identifier : identifiers) {
      tasks.find(asked.sender(), identifier).map(CollectionTask::mrid).ifPresentOrElse(meant::add, () -> errors.add(unknown(identifier)));
    }
    if (!errors.isEmpty()) return Reply.failed(errors);
    if (Testing.isAskedFor(request.header())) return Reply.ok();
    return answered(request, request.header().verb() == Verb.CANCEL ? tasks.cancel(asked, meant) : tasks.delete(asked, meant));
  }

  private static Reply answered(Configure request, Answered answered) {
    return KeptAnswers.reply(request.header().verb(), answered, ScheduleReader.TIME_SCHEDULE, true);
  }

  private Optional<Schedule> read(CimElement said, CimElement whole, List<CimError> errors) {
    try {
      return Optional.of(TimeSchedules.read(whole, desk.clock().instant()));
    } catch (TimeSchedules.Wrong wrong) {
      errors.add(ScheduleReader.error(said, wrong));
      return Optional.empty();
    }
  }

  private static Optional<String> name(CimElement schedule, List<CimError> errors) {
    Optional<String> name = schedule.identifiers().stream().filter(one -> Mrid.find(one).isEmpty()).findFirst();
    if (name.filter(one -> one.length() > Sender.LONGEST).isPresent())
      errors.add(ErrorCode.BUSINESS_RULE.error("Payload/MeterReadSchedule/TimeSchedule: a name of more than " + Sender.LONGEST
        + " characters"));
    return name;
  }

  private static CimError unknown(String identifier) {
    return ErrorCode.INVALID_REQUEST_ID.about(identifier, ScheduleReader.TIME_SCHEDULE,
      "no schedule has this mRID or name, and none was created by this MessageID");
  }
}
