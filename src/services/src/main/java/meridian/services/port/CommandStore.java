package meridian.services.port;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;

/**
 * Keeps commands and their states; the only judge of who may act on one, by the steps of {@link Command.State}. Safe for concurrent callers.
 *
 * <p>Whose turn it is. A device's commands are carried out one after the other in the order in which they fall due ({@code notBefore}, then
 * the order of submission): a connect never overtakes the disconnect asked for before it, whatever their priorities, and one scheduled for
 * later holds up nothing that is due before it. A command that was ever leased keeps its device's turn until it is Finished, for until then
 * nobody knows what it did. Among devices, priority decides, then who fell due first.
 *
 * <p>Two clocks. {@code notBefore}, {@code expires} and outcomes are the hub's time; leases and rests the machine's own.
 */
public interface CommandStore {

  /**
   * Keeps the commands of one request, all Queued, all with the same sender and MessageID, in one transaction. When a request of this
   * sender and MessageID is kept already, changes nothing and returns its commands.
   */
  List<Command> submit(List<Command> request);

  /** Queued, never leased, fallen due, and its device's turn; by priority, then who fell due first. */
  List<Command> listDue(Instant now, int limit);

  /** Leased before: Queued with its rest over, or Running on a lease that has ended; ordered like {@link #listDue}. */
  List<Command> listDoubtful(Instant leasesNow, int limit);

  /** Queued and expired, whoever's turn it is; longest expired first. */
  List<Command> listExpired(Instant now, int limit);

  /**
   * When the next command falls due or expires, and when the next lease or rest ends, each after now; {@link Instant#MAX} for never.
   */
  record Next(Instant due, Instant lease) {}

  Next next(Instant now, Instant leasesNow);

  /**
   * Takes the right to act: one attempt more and the next fencing number. Empty when another holds it, it rests, or is Finished.
   */
  Optional<Command> lease(Mrid command, Instant leasesNow, Instant leaseEnds);

  /** Prolongs a lease; returns the command as it now stands. Empty when {@code fencing} is no longer the lease: the right is lost. */
  Optional<Command> renew(Mrid command, long fencing, Instant leaseEnds);

  /** Gives the right back for a later attempt. Empty when {@code fencing} is no longer the lease. */
  Optional<Command> release(Mrid command, long fencing, Instant restsUntil);

  /**
   * Writes the final outcome in one transaction with {@code event}, the Notice of the event, and, when this was the last open command of a
   * request that has a reply address, the Notice of the ControlReply.
   *
   * @param fencing the lease it ran under; any number for one that was never leased
   * @return the Finished command; empty when {@code fencing} is no longer the lease or it was Finished before: nothing is written
   */
  Optional<Command> finish(Mrid command, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event);

  /**
   * A wish to take commands back.
   *
   * @param messageId of the wish: the same again from the same sender changes nothing and gets the answer of the first time
   * @param by who, for the outcome's reason
   */
  record Cancel(String sender, String messageId, Collection<Mrid> commands, String by) {}

  /**
   * Takes commands back as far as that can still be done, in one transaction, finishing each that was never leased as {@link #finish} does.
   *
   * @param event makes the event of a command finished here; on the writer's thread, perhaps more than once
   * @return one a kept command, in the order asked; commands nobody knows are left out
   */
  List<Cancellation> cancel(Cancel cancel, Instant at, Function<Command, EndDeviceEvent> event);

  Optional<Command> find(Mrid command);

  /** The commands of one request, in its order. One kept by a hub that did not keep senders is everybody's. */
  List<Command> findByRequest(String sender, String messageId);

  /** Commands of one device, newest first. */
  List<Command> findByDevice(Mrid device, int limit);
}
