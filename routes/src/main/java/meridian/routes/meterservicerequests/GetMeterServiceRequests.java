package meridian.routes.meterservicerequests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Query;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.work.MeterServiceWork;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Paging;
import meridian.services.registry.Registry;
import meridian.services.work.ServiceWork;
import meridian.services.work.WorkTree;

/**
 * Get of service work, newest first: what is named by Request/ID or MeterServiceWork; what is on the meters or at the usage points named; all
 * when nothing is named. The period of the Request is that of requestDateTime; Option {@code open} = {@code true} leaves out what has ended.
 * Safe for concurrent callers.
 */
public final class GetMeterServiceRequests {
  /** Of one meter or usage point. */
  private static final int MOST = 1_000;

  private final Desk desk;
  private final Devices devices;
  private final Registry registry;
  private final ServiceWork work;

  public GetMeterServiceRequests(Desk desk, Devices devices, Registry registry, ServiceWork work) {
    this.desk = desk;
    this.devices = devices;
    this.registry = registry;
    this.work = work;
  }

  public Answer serve(Query request) throws IOException {
    Optional<Paging> asked = Paging.of(request.options());
    if (asked.isEmpty()) return desk.reply(request, Paging.refusal());
    Paging paging = asked.get();
    List<CimError> errors = new ArrayList<>();
    boolean openOnly = "true".equals(request.options().get("open"));
    Predicate<MeterServiceWork> wanted = one -> (!openOnly || !one.status().isFinal())
      && request.period().filter(period -> !period.contains(one.requested())).isEmpty();
    List<MeterServiceWork> found = find(request, openOnly, wanted, paging, errors);
    List<MeterServiceWork> page = found.stream().limit(paging.limit()).toList();
    boolean wrong = !errors.isEmpty();
    boolean more = found.size() > page.size();
    if (more) errors.addFirst(paging.more());
    Reply.Result result = !wrong && !more ? Reply.Result.OK : page.isEmpty() ? Reply.Result.FAILED : Reply.Result.PARTIAL;
    return desk.objects(request, new Reply(result, errors), "MeterServiceRequests",
      sink -> page.stream().map(WorkTree::of).forEach(sink));
  }

  /** What the page begins with, and one more if there is. */
  private List<MeterServiceWork> find(Query request, boolean openOnly, Predicate<MeterServiceWork> wanted, Paging paging,
    List<CimError> errors) {
    if (request.query().isEmpty() && request.ids().isEmpty() && request.period().isEmpty())
      return work.list(openOnly, paging.offset(), paging.limit() + 1);
    if (request.query().isEmpty() && request.ids().isEmpty()) return ofPeriod(openOnly, wanted, paging);
    Map<Mrid, MeterServiceWork> found = new LinkedHashMap<>();
    request.ids().forEach(id -> named(id, found, errors));
    for (CimElement object : request.query()) {
      String identifier = object.identifiers().stream().findFirst().orElse("");
      switch (object.name()) {
        case WorkTree.ELEMENT -> named(identifier, found, errors);
        case "Meter", "EndDevice" -> {
          Devices.Found meters = devices.find(List.of(identifier), List.of());
          errors.addAll(meters.unknown());
          meters.meters().stream().map(Meter::mrid).forEach(meter -> of(meter, found));
        }
        case "UsagePoint" -> registry.findUsagePoint(identifier).map(UsagePoint::mrid).ifPresentOrElse(point -> of(point, found),
          () -> errors.add(ErrorCode.INVALID_USAGE_POINT.about(identifier, "UsagePoint", "no UsagePoint has this mRID or name")));
        default -> errors.add(ErrorCode.NOT_ATTEMPTED.about(identifier, object.name(),
          "work is found by MeterServiceWork, Meter or UsagePoint"));
      }
    }
    return found.values().stream().filter(wanted).skip(paging.offset()).limit(paging.limit() + 1L).toList();
  }

  private List<MeterServiceWork> ofPeriod(boolean openOnly, Predicate<MeterServiceWork> wanted, Paging paging) {
    List<MeterServiceWork> found = new ArrayList<>();
    long skip = paging.offset();
    for (long at = 0; found.size() <= paging.limit(); at += MOST) {
      List<MeterServiceWork> slice = work.list(openOnly, at, MOST);
      for (MeterServiceWork one : slice) {
        if (!wanted.test(one)) continue;
        if (skip-- > 0) continue;
        found.add(one);
      }
      if (slice.size() < MOST) break;
    }
    return found;
  }

  private void named(String identifier, Map<Mrid, MeterServiceWork> found, List<CimError> errors) {
    work.find(identifier).ifPresentOrElse(one -> found.put(one.mrid(), one), () -> errors.add(ErrorCode.INVALID_REQUEST_ID
      .about(identifier, WorkTree.ELEMENT, "no MeterServiceWork has this mRID or name")));
  }

  private void of(Mrid meterOrUsagePoint, Map<Mrid, MeterServiceWork> found) {
    work.listOf(meterOrUsagePoint, MOST).forEach(one -> found.put(one.mrid(), one));
  }
}
