package meridian.services.port;

import java.util.List;
import java.util.Set;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;

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

  /**
   * Which events are wanted; all that is asked must hold.
   *
   * @param devices of these; empty: of any
   * @param types of these; empty: of any. A device type of 0, asked for or kept, stands for any
   * @param events by their mRID; empty: any
   */
  record Wanted(TimePeriod period, Set<Mrid> devices, Set<EndDeviceEventType> types, Set<Mrid> events) {
    public Wanted {
      devices = Set.copyOf(devices);
      types = Set.copyOf(types);
      events = Set.copyOf(events);
    }
  }

  /** Events that are wanted, oldest first, from {@code offset} on. */
  List<EndDeviceEvent> find(Wanted wanted, long offset, int limit);

  /** The newest events of all devices, newest first. */
  List<EndDeviceEvent> latest(int limit);
}
