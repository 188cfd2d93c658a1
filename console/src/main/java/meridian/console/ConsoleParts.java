package meridian.console;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import meridian.model.event.EndDeviceEvent;
import meridian.services.control.ControlDevices;
import meridian.services.deliver.Deliver;
import meridian.services.field.Field;
import meridian.services.journal.ReplayExchanges;
import meridian.services.live.Feed;
import meridian.services.live.LiveState;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.port.ReadingStore;
import meridian.services.read.ReadMeters;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.work.ServiceWork;

/**
 * What the console works with. All of it safe for concurrent callers.
 *
 * @param registry the map is drawn anew when it changes
 * @param live has room for the registry's meters; makes room for more
 * @param events each new event
 * @param deliver empty while the deliveries do not stand yet; does not block
 * @param clock the hub's time
 * @param speed how many seconds of the hub's time pass in a real one; 1 outside of demonstrations
 * @param waitingFor what the hub still waits for before it is ready; empty when ready; does not block
 */
public record ConsoleParts(Registry registry, LiveState live, ReadMeters read, Field field, ControlDevices control, ReadingStore readings,
  CollectionTasks tasks, ServiceWork work, EventStore eventStore, Feed<EndDeviceEvent> events, Journal journal, ReplayExchanges replay,
  Supplier<Optional<Deliver>> deliver,
  Scenarios scenarios,
  InstantSource clock, double speed, Supplier<List<String>> waitingFor) {

  public ConsoleParts {
    if (registry.size() > live.size())
      throw new IllegalArgumentException("registry has " + registry.size() + " meters, live state " + live.size());
  }
}
