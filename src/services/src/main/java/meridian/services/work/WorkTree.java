package meridian.services.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import meridian.model.master.CimElement;
import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkStatus;

/** Work as messages tell it. */
public final class WorkTree {
  public static final String ELEMENT = "MeterServiceWork";
  private static final Set<String> OURS = Set.of("mRID", "kind", "lastModifiedDateTime", "requestDateTime", "status", "ActivityRecords");

  private WorkTree() {}

  /** All that was told, with what became of it. */
  public static CimElement of(MeterServiceWork work) {
    var children = new ArrayList<CimElement>();
    children.add(CimElement.value("mRID", work.mrid().toString()));
    children.add(CimElement.value("kind", work.kind().text()));
    children.add(CimElement.value("lastModifiedDateTime", work.modified().toString()));
    children.add(CimElement.value("requestDateTime", work.requested().toString()));
    work.activities().forEach(activity -> children.add(activity(activity)));
    children.add(status(work));
    work.told().children().stream().filter(child -> !OURS.contains(child.name())).forEach(children::add);
    return new CimElement(ELEMENT, Map.of(), "", children);
  }

  private static CimElement status(MeterServiceWork work) {
    WorkStatus status = work.status();
    ActivityRecord newest = work.activities().getLast();
    String reason = newest.type().equals(status.text()) ? newest.reason() : "";
    var parts = new ArrayList<CimElement>();
    parts.add(CimElement.value("dateTime", work.modified().toString()));
    if (!reason.isEmpty()) parts.add(CimElement.value("reason", reason));
    parts.add(CimElement.value("value", status.text()));
    return new CimElement("status", Map.of(), "", parts);
  }

  /** The draft's ActivityRecord has no place for who did it but the reason. */
  private static CimElement activity(ActivityRecord activity) {
    return CimElement.part("ActivityRecords", CimElement.value("createdDateTime", activity.created().toString()),
      CimElement.value("reason", activity.reason().isEmpty() ? "by " + activity.by() : activity.reason() + " (by " + activity.by() + ")"),
      CimElement.value("type", activity.type()));
  }

  /** What is named in {@code change} takes the place of what was told before; parts that occur once are merged element by element. */
  static CimElement merge(CimElement told, CimElement change) {
    if (change.children().isEmpty()) return change.text().isEmpty() && !told.children().isEmpty() ? told : change;
    var names = new LinkedHashSet<String>();
    Stream.concat(told.children().stream(), change.children().stream()).map(CimElement::name).forEach(names::add);
    var merged = new ArrayList<CimElement>();
    for (String name : names) {
      List<CimElement> before = told.list(name);
      List<CimElement> now = change.list(name);
      if (now.isEmpty()) merged.addAll(before);
      else if (before.size() == 1 && now.size() == 1) merged.add(merge(before.getFirst(), now.getFirst()));
      else
        merged.addAll(now);
    }
    return new CimElement(told.name(), change.attributes().isEmpty() ? told.attributes() : change.attributes(), change.text(), merged);
  }
}
