package meridian.adapter;

import java.util.List;

/**
 * The hub's ear. Both methods block until what they were given is stored safely: only then may the device get its acknowledgement. Safe
 * for concurrent callers.
 */
public interface AdapterListener {

  /** @throws NotAccepted when the hub could not keep it: do not acknowledge, the device will send again */
  void readings(List<DeviceReadings> batch) throws NotAccepted, InterruptedException;

  /** @throws NotAccepted when the hub could not keep it: do not acknowledge, the device will send again */
  void events(List<DeviceEvent> batch) throws NotAccepted, InterruptedException;

  /** The hub is full, closing or without its store. Whose fault: the hub's operator. */
  final class NotAccepted extends Exception {
    private static final long serialVersionUID = 1;

    public NotAccepted(String reason, Throwable cause) { super(reason, cause); }
  }
}
