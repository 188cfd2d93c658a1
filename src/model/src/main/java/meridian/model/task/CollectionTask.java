package meridian.model.task;

import java.time.Instant;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.message.Asked;
import meridian.model.metering.ReadingType;

/**
 * What to read, from whom, when.
 *
 * @param name for people, and what messages may call it by; never empty
 * @param types empty: what is read of every meter, load profile 1 and the billing registers
 * @param from what fell due before is not made up for; {@link Instant#MIN} for what falls due once
 * @param disabled falls due, and nothing is done
 */
public record CollectionTask(Mrid mrid, String name, Scope scope, Set<ReadingType> types, Schedule schedule, Instant from,
  boolean disabled, Priority priority, State state, Asked asked, Instant created) {

  public enum State {
    ACTIVE("active"), COMPLETED("completed"), CANCELLED("cancelled");

    private final String text;

    State(String text) { this.text = text; }

    public String text() { return text; }
  }

  public CollectionTask { types = Set.copyOf(types); }

  public CollectionTask in(State next) {
    return new CollectionTask(mrid, name, scope, types, schedule, from, disabled, priority, next, asked, created);
  }
}
