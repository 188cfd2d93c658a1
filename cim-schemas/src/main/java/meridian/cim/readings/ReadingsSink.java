package meridian.cim.readings;

import java.util.List;
import java.util.Optional;

import meridian.cim.CimException;
import meridian.cim.Header;
import meridian.cim.Wrapping;
import meridian.model.Mrid;
import meridian.model.metering.MeterReading;

/** Where a {@link ReadingsReader} puts what it reads. Called in the reader's thread. What it throws ends the reading and comes out of it. */
public interface ReadingsSink {

  /**
   * Once, before anything else, as soon as the Header has been read; not at all for a bare {@code MeterReadings}.
   *
   * @throws CimException to refuse the message: its verb, its sender
   */
  default void header(Header header, Wrapping wrapping) throws CimException {}

  /** The meter meant; empty when it is not known: its readings are left out and reported, with 2.4 or 2.12. Answer from memory. */
  Optional<Mrid> find(Device device);

  /**
   * The next readings, in the order of the message. May block: the stream waits. A large MeterReading comes in several pieces, also over several
   * batches.
   */
  void batch(List<MeterReading> readings);
}
