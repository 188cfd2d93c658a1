package meridian.services.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;

/** Keeps commands and their states; the only judge of who may act on one. Safe for concurrent callers. */
public interface CommandStore {

  /**
   * Keeps the commands of one request, all Queued, all with the same MessageID, in one transaction. When commands with this MessageID are
   * kept already, changes nothing and returns those.
   */
  List<Command> submit(List<Command> request);

  /**
   * Commands that are Queued, or Running on a lease that has ended, oldest request first. A device's commands are done one after the
   * other: while one is not Finished, those submitted later are not due.
   */
  List<Command> due(Instant now, int limit);

  /**
   * Takes the right to act: Queued, or Running with an ended lease, becomes Running with one attempt more and the next fencing number.
   * Empty when another holds it or it is Finished.
   */
  Optional<Command> lease(Mrid command, Instant now, Instant leaseEnds);

  /** Gives the right back for a later attempt. False when {@code fencing} is no longer the lease. */
  boolean release(Mrid command, long fencing);

  /**
   * Writes the final outcome in one transaction with {@code event}, the Notice of the event, and, when this was the last open command of a
   * request that has a reply address, the Notice of the ControlReply.
   *
   * @param fencing the lease it ran under; ignored for a Queued command, which may be finished without running
   * @return the Finished command; empty when {@code fencing} is no longer the lease or it was Finished before: nothing is written
   */
  Optional<Command> finish(Mrid command, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event);

  List<Command> findByMessageId(String messageId);

  /** Commands of one device, newest first. */
  List<Command> findByDevice(Mrid device, int limit);
}
