package meridian.services.field;

import java.time.Duration;
import java.util.Set;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;

/**
 * The way to a device: finds its adapter, opens a line, keeps the time limit, closes the line. One conversation with a device at a time;
 * others wait their turn. Whatever an adapter does wrong comes out as an {@link Outcome}. What is read is recorded before it is returned.
 * Safe for concurrent callers.
 */
public interface Field {

  /** @param types empty for all */
  Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException;

  /** Registers and load profile in one conversation, as collection wants it. Of what is empty nothing is read. */
  Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period)
    throws InterruptedException;

  Outcome<RelayState> control(Meter meter, Control control) throws InterruptedException;

  /** Reads the relay's state: the lightest question that proves a device alive. */
  Outcome<RelayState> ping(Meter meter) throws InterruptedException;

  /** Longest a whole conversation may take. A call waits as long for the meter's turn at most, and again for a place, before it begins. */
  Duration patience();
}
