package meridian.model.control;

/**
 * How a control on one device ended: the state that was seen on the device afterwards, or why there is none. Final: a device and command
 * have exactly one.
 */
public sealed interface ControlOutcome {
  /** The relay was seen closed. */
  record Connected() implements ControlOutcome {}

  /** The relay was seen open. */
  record Disconnected() implements ControlOutcome {}

  /** The relay was seen open but released: somebody must press the meter's button (control modes 1, 3, 5, 6). */
  record Armed() implements ControlOutcome {}

  /** Tried, and the device did not get there. */
  record Failed(String reason) implements ControlOutcome {}

  /** No answer within the time the command had. What the relay does is not known. */
  record TimedOut(String reason) implements ControlOutcome {}

  /** The device or its adapter cannot do this at all; nothing was tried. */
  record Refused(String reason) implements ControlOutcome {}

  /** Withdrawn before it was tried. */
  record Cancelled(String reason) implements ControlOutcome {}
}
