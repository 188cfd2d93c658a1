package meridian.services.record;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.DeviceEvent;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.grid.Meter;
import meridian.services.live.Feed;
import meridian.services.live.MeterStates;
import meridian.services.port.EventStore;
import meridian.services.registry.Registry;

/**
 * Up: what devices report becomes EndDeviceEvents, is stored, and only then shown. The same report repeated is one event: its mRID comes
 * from device, type and time. Safe for concurrent callers.
 */
public final class RecordEvents {
  private static final Logger LOG = LoggerFactory.getLogger(RecordEvents.class);
  /** What a store can keep. A device whose clock is lost still has something to say, so nothing narrower. */
  private static final TimePeriod KEEPABLE = new TimePeriod(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"));

  private final EventStore store;
  private final Registry registry;
  private final MeterStates states;
  private final Feed<EndDeviceEvent> feed;
  private final InstantSource clock;

  public RecordEvents(EventStore store, Registry registry, MeterStates states, Feed<EndDeviceEvent> feed, InstantSource clock) {
    this.store = store;
    this.registry = registry;
    this.states = states;
    this.feed = feed;
    this.clock = clock;
  }

  /**
   * Keeps events; returns when they are durable.
   *
   * @throws meridian.services.port.StoreException when they could not be kept
   */
  public void record(String adapter, List<DeviceEvent> batch) {
    List<EndDeviceEvent> events = new ArrayList<>(batch.size());
    for (DeviceEvent said : batch) {
      understand(adapter, said).ifPresent(events::add);
    }
    take(events);
  }

  /**
   * Keeps events that somebody else recorded, of known devices, their mRID theirs; returns when they are durable.
   *
   * @throws meridian.services.port.StoreException when they could not be kept
   */
  public void take(List<EndDeviceEvent> events) {
    if (events.isEmpty()) return;
    for (EndDeviceEvent event : store.record(events)) {
      show(event);
    }
  }

  /** The mRID of a report that came without one: the same report repeated has the same. */
  public static Mrid identity(Mrid device, EndDeviceEventType type, Instant created) {
    return Mrid.derivedFrom(device + " " + type.code() + " " + created);
  }

  /** Whether a store can keep an event of this time. */
  public static boolean isKeepable(Instant created) {
    return KEEPABLE.contains(created);
  }

  /** Tells an event that is stored already to the map and to whoever listens. What a fast clock stamped counts as of now. */
  public void show(EndDeviceEvent event) {
    Instant now = clock.instant();
    Instant happened = event.createdDateTime().isAfter(now) ? now : event.createdDateTime();
    registry.indexOf(event.device()).ifPresent(meter -> states.event(meter, event.type(), happened));
    feed.tell(event);
  }

  private Optional<EndDeviceEvent> understand(String adapter, DeviceEvent said) {
    Optional<Meter> meter = registry.findBySerialNumber(adapter, said.serialNumber())
      .or(() -> said.serialNumber().isEmpty() ? registry.findByAddress(adapter, said.address()) : Optional.empty());
    Optional<EndDeviceEventType> type = EndDeviceEventType.find(said.eventType());
    if (meter.isEmpty() || type.isEmpty() || !isKeepable(said.time())) {
      LOG.warn("event {} of device '{}' at {} by adapter {} is left out: {}", said.eventType(), said.serialNumber(), said.address(),
        adapter, meter.isEmpty()
          ? "no such meter in the registry"
          : type.isEmpty() ? "no EndDeviceEventType of 4 parts" : "its time " + said.time() + " is outside the years 1 to 9999");
      return Optional.empty();
    }
    return Optional.of(new EndDeviceEvent(identity(meter.get().mrid(), type.get(), said.time()), meter.get().mrid(), type.get(),
      said.time(), "", "", said.details()));
  }
}
