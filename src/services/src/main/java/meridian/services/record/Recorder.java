package meridian.services.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.AdapterListener;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;
import meridian.model.grid.Meter;
import meridian.services.port.StoreException;
import meridian.services.registry.Registry;

/** The hub's ear for one adapter: what devices tell of their own accord. */
public final class Recorder implements AdapterListener {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private final String adapter;
  private final Registry registry;
  private final RecordReadings readings;
  private final RecordEvents events;

  public Recorder(String adapter, Registry registry, RecordReadings readings, RecordEvents events) {
    this.adapter = adapter;
    this.registry = registry;
    this.readings = readings;
    this.events = events;
  }

  @Override
  public void readings(List<DeviceReadings> batch) throws NotAccepted {
    Map<Meter, DeviceReadings> known = new LinkedHashMap<>();
    for (DeviceReadings said : batch) {
      registry.findBySerialNumber(adapter, said.serialNumber()).ifPresentOrElse(
        meter -> known.merge(meter, said, Recorder::together),
        () -> LOG.warn("readings of device '{}' by adapter {} are left out: no such meter in the registry", said.serialNumber(), adapter));
    }
    try {
      readings.record(known);
    } catch (StoreException notKept) {
      throw new NotAccepted("readings could not be stored", notKept);
    }
  }

  @Override
  public void events(List<DeviceEvent> batch) throws NotAccepted {
    try {
      events.record(adapter, batch);
    } catch (StoreException notKept) {
      throw new NotAccepted("events could not be stored", notKept);
    }
  }

  private static DeviceReadings together(DeviceReadings first, DeviceReadings second) {
    var values = new ArrayList<>(first.values());
    values.addAll(second.values());
    return new DeviceReadings(first.serialNumber(), values);
  }
}
