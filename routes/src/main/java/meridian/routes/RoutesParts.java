package meridian.routes;

import java.time.InstantSource;
import java.util.Optional;

import meridian.cim.OfficialSchemas;
import meridian.cim.dialect.Partners;
import meridian.services.control.ControlDevices;
import meridian.services.master.MasterData;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.read.ReadMeters;
import meridian.services.record.RecordEvents;
import meridian.services.record.TakeReadings;
import meridian.services.registry.Registry;
import meridian.services.task.CollectionTasks;
import meridian.services.work.ServiceWork;

/** What the routes work with. The caller closes these, after the routes. */
public record RoutesParts(Registry registry, MasterData masterData, ReadMeters readMeters, ControlDevices controlDevices,
  TakeReadings takeReadings, RecordEvents recordEvents, EventStore events, CollectionTasks tasks, ServiceWork work, Journal journal,
  InstantSource clock, Partners partners, Optional<OfficialSchemas> official) {

  /** Without partners whose speech is known beforehand, and without the standard's own schemas. */
  public RoutesParts(Registry registry, MasterData masterData, ReadMeters readMeters, ControlDevices controlDevices,
    TakeReadings takeReadings, RecordEvents recordEvents, EventStore events, CollectionTasks tasks, ServiceWork work, Journal journal,
    InstantSource clock) {
    this(registry, masterData, readMeters, controlDevices, takeReadings, recordEvents, events, tasks, work, journal, clock, Partners.NONE,
      Optional.empty());
  }
}
