package meridian.services.task;

import java.util.Optional;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.metering.ReadingType;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;

/** What a message says of one task; when it changes one, what is empty stays. */
public record TaskWish(Mrid mrid, Optional<String> name, Optional<Scope> scope, Optional<Set<ReadingType>> types,
  Optional<Schedule> schedule, Optional<Boolean> disabled, Optional<Priority> priority) {}
