package meridian.services.control;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.services.port.CommandStore;

/**
 * Down: one command a device, carried out under a lease with a fencing number, its outcome the relay state read back. Safe for concurrent
 * callers.
 */
public final class ControlDevices {
  private final CommandStore commands;
  private final List<Consumer<Command>> followers = new CopyOnWriteArrayList<>();

  public ControlDevices(CommandStore commands) {
    this.commands = commands;
  }

  /**
   * Keeps the request durably and begins to carry it out; returns at once. The same MessageID again returns the commands of the first time.
   *
   * @return one command a device, in the request's order
   * @throws UnsupportedControl when no device of ours can do it; nothing is kept
   */
  public List<Command> submit(ControlRequest request) throws UnsupportedControl {
    throw new UnsupportedControl(request.type().code());
  }

  /** Tells of each step of each command, on the worker's thread: return at once. */
  public void follow(Consumer<Command> follower) {
    followers.add(follower);
  }

  public List<Command> findByMessageId(String messageId) {
    return commands.findByMessageId(messageId);
  }

  public List<Command> findByDevice(Mrid device, int limit) {
    return commands.findByDevice(device, limit);
  }

  /** A control type the hub cannot carry out. Whose fault: the caller's. */
  public static final class UnsupportedControl extends Exception {
    private static final long serialVersionUID = 1;

    public UnsupportedControl(String code) {
      super("EndDeviceControlType " + code + " is not supported; supported: 3.31.0.23 (disconnect), 3.31.0.18 (connect)");
    }
  }
}
