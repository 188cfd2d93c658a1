package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

import meridian.cim.CimCodec;
import meridian.cim.CimException;
import meridian.cim.CimLimits;
import meridian.cim.Naming;
import meridian.cim.Wrapping;
import meridian.cim.readings.Device;
import meridian.cim.readings.ReadingsReader;
import meridian.cim.readings.ReadingsSink;
import meridian.cim.readings.Report;
import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;

/** CIM MeterReadings as bytes and back. */
final class CimFeed {
  private static final int METERS_A_MESSAGE = 100;

  private static final class Names implements Naming {
    @Override
    public String nameOf(Mrid device) { return "MTR-000001"; }

    @Override
    public String usagePointOf(Mrid device) { return "UP-000001"; }
  }

  private CimFeed() {}

  /** Messages of a hundred meters each. */
  static List<byte[]> messages(int meters, IntFunction<MeterReading> reading) {
    var codec = new CimCodec(CimLimits.defaults(), new Names(), "bench");
    var messages = new ArrayList<byte[]>();
    for (int from = 0; from < meters; from += METERS_A_MESSAGE) {
      var some = new ArrayList<MeterReading>();
      for (int meter = from; meter < Math.min(meters, from + METERS_A_MESSAGE); meter++) {
        some.add(reading.apply(meter));
      }
      var notice = new Notice(1, Mrid.derivedFrom("notice"), Instant.EPOCH, new Notice.Readings(some));
      messages.add(codec.encode(notice, Wrapping.GENERIC));
    }
    return messages;
  }

  /** By the reader that the hub has, every meter known. */
  static List<MeterReading> decode(byte[] message) throws CimException, IOException {
    var all = new ArrayList<MeterReading>();
    Report report = ReadingsReader.read(new ByteArrayInputStream(message), sink(all::addAll), ReadingsReader.Options.partial());
    if (!report.whole()) throw new IllegalStateException("not read whole: " + report.defects());
    return all;
  }

  /** Knows every meter whose mRID is a UUID. */
  static ReadingsSink sink(Consumer<List<MeterReading>> batches) {
    return new ReadingsSink() {
      @Override
      public Optional<Mrid> find(Device device) { return Mrid.find(device.meter().getFirst()); }

      @Override
      public void batch(List<MeterReading> readings) { batches.accept(readings); }
    };
  }
}
