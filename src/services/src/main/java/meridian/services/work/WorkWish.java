package meridian.services.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.work.ActivityRecord;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;

/**
 * What a message says of one work; when it changes one, what is empty stays.
 *
 * @param identifier as written, for the answer
 * @param mrid of a new one; of one to be changed, when it is called by that
 * @param activities what the sender tells of it
 * @param told all that the message says
 */
public record WorkWish(String identifier, Optional<Mrid> mrid, Optional<WorkKind> kind, Optional<WorkStatus> status, String reason,
  Optional<Instant> requested, Optional<Mrid> meter, Optional<Mrid> oldMeter, Optional<Mrid> usagePoint, List<ActivityRecord> activities,
  CimElement told) {

  public WorkWish { activities = List.copyOf(activities); }

  /** Work that is meant, and nothing said of it. */
  public static WorkWish of(String identifier) {
    return new WorkWish(identifier, Mrid.find(identifier), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), List.of(), CimElement.part(WorkTree.ELEMENT));
  }
}
