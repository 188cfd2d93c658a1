package meridian.routes;

import java.time.InstantSource;
import java.util.Optional;

import meridian.cim.OfficialSchemas;
import meridian.cim.dialect.Partners;
import meridian.services.control.ControlDevices;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.read.ReadMeters;
import meridian.services.registry.Registry;

/** What the routes work with. The caller closes these, after the routes. */
public record RoutesParts(Registry registry, ReadMeters readMeters, ControlDevices controlDevices, EventStore events, Journal journal,
  InstantSource clock, Partners partners, Optional<OfficialSchemas> official) {

  /** Without partners whose speech is known beforehand, and without the standard's own schemas. */
  public RoutesParts(Registry registry, ReadMeters readMeters, ControlDevices controlDevices, EventStore events, Journal journal,
    InstantSource clock) {
    this(registry, readMeters, controlDevices, events, journal, clock, Partners.NONE, Optional.empty());
  }
}
