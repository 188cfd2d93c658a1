package meridian.cim.readings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimException;
import meridian.cim.xml.XmlLimits;
import meridian.model.Mrid;
import meridian.model.metering.MeterReading;

/**
 * Reads MeterReadings messages of any size as a stream: Request-, Response- or EventMessage, the noun's own wrappers, a bare
 * {@code MeterReadings}, each also inside a SOAP 1.1 or 1.2 envelope. Memory does not grow with the message; a sink that blocks holds up the
 * stream. It checks what the schema checks, by tables made of that schema, and that times have zones, values are finite numbers and types have
 * 18 parts.
 * <p>
 * What is wrong is left out by the smallest unit that stands for itself: the reading, the block, the MeterReading; the rest is taken. Values of
 * an IntervalBlock without gaps in their spacing become IntervalBlocks; one of which nobody says how long its interval is becomes a Reading.
 */
public final class ReadingsReader {

  /**
   * @param allOrNothing true: nothing reaches {@link ReadingsSink#batch} unless the whole message is without defect. It is read twice for that:
   *   what does not fit into a megabyte waits in a file
   * @param spool folder for such files
   * @param strictNamespaces false: also those of other years and with {@code www.} are taken
   * @param batchValues single values after which a batch is handed over
   * @param heldValues most values of one MeterReading that may come before it says whose they are, a block or a Reading counting for five
   *   more; likewise those that wait for a ReadingType that is
   *   described at the end of the message
   * @param mostDefects told in full; more are counted
   */
  public record Options(boolean allOrNothing, Path spool, boolean strictNamespaces, int batchValues, int heldValues, int mostDefects,
    XmlLimits limits) {

    public Options {
      if (batchValues < 1 || heldValues < 1 || mostDefects < 1)
        throw new IllegalArgumentException("batches, held values and defects must be positive: " + batchValues + ", " + heldValues + ", "
          + mostDefects);
    }

    /** What is good is taken; 20,000 values a batch, 500,000 held, 100 defects told, 8 GB. */
    public static Options partial() {
      return new Options(false, Path.of(System.getProperty("java.io.tmpdir")), true, 20_000, 500_000, 100, XmlLimits.BULK);
    }

    /** The same, of other years' namespaces too. */
    public Options lenient() {
      return new Options(allOrNothing, spool, false, batchValues, heldValues, mostDefects, limits);
    }

    /** The same, all or nothing. */
    public static Options allOrNothing(Path spool) {
      return new Options(true, spool, true, 20_000, 500_000, 100, XmlLimits.BULK);
    }
  }

  private ReadingsReader() {}

  /**
   * Reads one message to its end. Does not close the stream.
   *
   * @throws CimException when the message cannot be taken at all: its Header or Payload is missing or wrong, it is no MeterReadings, the sink
   *   refused it. What is wrong later is told by the report
   * @throws IOException when the stream does, after what came before was handed over; or when the spool cannot be written
   */
  public static Report read(InputStream message, ReadingsSink sink, Options options) throws CimException, IOException {
    if (!options.allOrNothing) return new Pass(sink, options, new Types(), false).read(message);
    var types = new Types();
    try (var spool = new Spool(message, options.spool)) {
      Report checked = new Pass(sink, options, types, true).read(spool);
      if (!checked.whole()) return checked;
      return new Pass(new Again(sink), options, types, false).read(spool.again());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The second pass over a message: its Header was told already. */
  private record Again(ReadingsSink sink) implements ReadingsSink {
    @Override
    public Optional<Mrid> find(Device device) { return sink.find(device); }

    @Override
    public void batch(List<MeterReading> readings) { sink.batch(readings); }
  }
}
