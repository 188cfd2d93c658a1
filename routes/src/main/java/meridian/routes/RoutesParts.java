package meridian.routes;

import java.time.InstantSource;

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
  InstantSource clock) {}
