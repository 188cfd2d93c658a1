package meridian.routes.meterservicerequests;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Timestamps;
import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;
import meridian.model.message.Verb;
import meridian.model.work.ActivityRecord;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;
import meridian.routes.message.Devices;
import meridian.routes.message.KeptAnswers;
import meridian.routes.message.Sender;
import meridian.services.registry.Registry;
import meridian.services.work.WorkTree;
import meridian.services.work.WorkWish;

/** What a MeterServiceRequests says, looked up. Whatever is wrong with a work is an Error with its place. */
final class WorkReader {
  private final Devices devices;
  private final Registry registry;

  WorkReader(Devices devices, Registry registry) {
    this.devices = devices;
    this.registry = registry;
  }

  /** @param wishes of the works that nothing is wrong with @param works how many the message names */
  record Read(List<WorkWish> wishes, List<CimError> errors, int works) {}

  Read read(Configure request, Asked asked, Instant now) {
    List<WorkWish> wishes = new ArrayList<>();
    List<CimError> errors = new ArrayList<>();
    int place = 0;
    for (CimElement object : request.objects()) {
      if (!object.name().equals(WorkTree.ELEMENT)) continue;
      List<CimError> wrong = new ArrayList<>();
      Optional<WorkWish> wish = wish(request, object, asked, place++, now, wrong);
      if (wrong.isEmpty()) wish.ifPresent(wishes::add);
      errors.addAll(wrong);
    }
    boolean ids = place == 0 && request.header().verb() != Verb.CREATE;
    if (ids) request.ids().stream().distinct().map(WorkWish::of).forEach(wishes::add);
    int works = ids ? wishes.size() : place;
    if (works == 0) errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/MeterServiceRequests: no MeterServiceWork is named"));
    return new Read(wishes, errors, works);
  }

  private Optional<WorkWish> wish(Configure request, CimElement work, Asked asked, int place, Instant now, List<CimError> errors) {
    boolean create = request.header().verb() == Verb.CREATE;
    List<String> identifiers = new ArrayList<>(work.identifiers());
    if (identifiers.isEmpty() && !create && place < request.ids().size()) identifiers.add(request.ids().get(place));
    Mrid made = work.uuid().orElse(KeptAnswers.mrid(asked, place));
    // A create names it by its name: people do.
    String identifier = identifiers.stream().filter(one -> !create || Mrid.find(one).isEmpty()).findFirst()
      .orElse(create ? made.toString() : "");
    String path = "Payload/MeterServiceRequests/MeterServiceWork[" + (place + 1) + "]/";
    if (identifier.isEmpty()) {
      errors.add(ErrorCode.MANDATORY_MISSING.about("", WorkTree.ELEMENT, path + "mRID: it has neither mRID nor Names, and no ID names it"));
      return Optional.empty();
    }
    if (identifier.length() > Sender.LONGEST)
      errors.add(ErrorCode.BUSINESS_RULE.error(path + "Names: a name of more than " + Sender.LONGEST + " characters"));
    Optional<WorkKind> kind = known(work.text("kind"), WorkKind::find, identifier, path + "kind", errors);
    Optional<WorkStatus> status = known(work.text("status", "value"), WorkStatus::find, identifier, path + "status/value", errors);
    Optional<Instant> requested = time(work.text("requestDateTime"), identifier, path + "requestDateTime", errors);
    Optional<Mrid> meter = meter(work, "Meter", errors);
    Optional<Mrid> old = meter(work, "OldMeter", errors);
    Optional<Mrid> point = work.find("UsagePoint").flatMap(named -> usagePoint(named, errors));
    String reason = work.text("status", "reason").isEmpty() ? work.text("status", "remark") : work.text("status", "reason");
    List<ActivityRecord> activities = new ArrayList<>();
    for (CimElement told : work.list("ActivityRecords")) {
      Instant at = time(told.text("createdDateTime"), identifier, path + "ActivityRecords/createdDateTime", errors).orElse(now);
      activities.add(new ActivityRecord(at, told.text("type"), told.text("reason"), asked.by()));
    }
    return Optional.of(new WorkWish(identifier, Optional.of(made), kind, status, reason, requested, meter, old, point, activities, work));
  }

  private interface Find<T> {
    Optional<T> find(String text);
  }

  private static <T> Optional<T> known(String text, Find<T> words, String identifier, String path, List<CimError> errors) {
    if (text.isEmpty()) return Optional.empty();
    Optional<T> found = words.find(text);
    if (found.isEmpty())
      errors.add(ErrorCode.BUSINESS_RULE.about(identifier, WorkTree.ELEMENT, path + ": '" + (text.length() <= 60 ? text : "…")
        + "' is not known" + (path.endsWith("value") ? "; received, planned, underway, completed, cancelled and failed are" : "")));
    return found;
  }

  private static Optional<Instant> time(String text, String identifier, String path, List<CimError> errors) {
    if (text.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Timestamps.parse(text));
    } catch (DateTimeException wrong) {
      errors.add(ErrorCode.INVALID_MESSAGE.about(identifier, WorkTree.ELEMENT, path + ": " + wrong.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<Mrid> meter(CimElement work, String element, List<CimError> errors) {
    Optional<CimElement> named = work.find(element);
    if (named.isEmpty()) return Optional.empty();
    List<String> identifiers = new ArrayList<>(named.get().identifiers());
    String serialNumber = named.get().text("serialNumber");
    if (identifiers.isEmpty() && !serialNumber.isEmpty()) identifiers.add(serialNumber);
    if (identifiers.isEmpty()) {
      errors.add(ErrorCode.MANDATORY_MISSING.about("", element, element + " has neither mRID, Names nor serialNumber"));
      return Optional.empty();
    }
    Devices.Found found = devices.find(identifiers.subList(0, 1), List.of());
    errors.addAll(found.unknown());
    return found.meters().stream().map(Meter::mrid).findFirst();
  }

  private Optional<Mrid> usagePoint(CimElement named, List<CimError> errors) {
    Optional<String> identifier = named.identifiers().stream().findFirst();
    if (identifier.isEmpty()) return Optional.empty();
    Optional<Mrid> point = registry.findUsagePoint(identifier.get()).map(UsagePoint::mrid);
    if (point.isEmpty())
      errors.add(ErrorCode.INVALID_USAGE_POINT.about(identifier.get(), "UsagePoint", "no UsagePoint has this mRID or name"));
    return point;
  }
}
