package meridian.model.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Asked;

/**
 * Work on a meter. CIM: MeterServiceWork.
 *
 * @param name what messages may call it by; never empty
 * @param meter the one worked on, or the new one of an exchange
 * @param oldMeter the one an exchange takes away
 * @param activities oldest first
 * @param command the control the hub gave for it
 * @param told all that messages said of it; where it differs from the other components, those are right
 */
public record MeterServiceWork(Mrid mrid, String name, WorkKind kind, WorkStatus status, Instant requested, Instant modified,
  Optional<Mrid> meter, Optional<Mrid> oldMeter, Optional<Mrid> usagePoint, List<ActivityRecord> activities, Optional<Mrid> command,
  Asked asked, CimElement told) {

  public MeterServiceWork { activities = List.copyOf(activities); }

  public boolean isExchange() { return oldMeter.isPresent() && meter.isPresent() && usagePoint.isPresent(); }

  /** Whether the hub waits for a control's outcome. */
  public boolean isControlled() {
    return status instanceof WorkStatus.Underway(boolean byControl) && byControl;
  }

  /** As written; empty when nobody said. */
  public String priority() { return told.text("priority"); }

  /** The same with one thing more that happened. */
  public MeterServiceWork with(ActivityRecord activity) { return in(status, activity); }

  /** The same after a step. Whether it is legal, {@link WorkStatus#mayBecome} says. */
  public MeterServiceWork in(WorkStatus next, ActivityRecord activity) {
    var more = new ArrayList<>(activities);
    more.add(activity);
    return new MeterServiceWork(mrid, name, kind, next, requested, activity.created(), meter, oldMeter, usagePoint, more, command, asked,
      told);
  }

  public MeterServiceWork by(Mrid control) {
    return new MeterServiceWork(mrid, name, kind, status, requested, modified, meter, oldMeter, usagePoint, activities,
      Optional.of(control), asked, told);
  }
}
