package meridian.services.port;

import java.util.List;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;

/** Keeps what devices reported. Safe for concurrent callers. */
public interface EventStore {

  /**
   * Keeps events and the Notice that tells of them, in one transaction; returns when both are durable. An event whose mRID is kept already
   * is neither kept nor told again. Concurrent callers share a commit.
   *
   * @return the events that were new, in order
   */
  List<EndDeviceEvent> record(List<EndDeviceEvent> events);

  /** Events of one device in a period, newest first. */
  List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit);

  /** The newest events of all devices, newest first. */
  List<EndDeviceEvent> latest(int limit);
}
