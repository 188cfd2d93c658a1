package meridian.cim.readings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimException;
import meridian.cim.Header;
import meridian.cim.Wrapping;
import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;

/** What a reader gave; knows every meter but those that begin with {@code unknown}. */
public final class Taken implements ReadingsSink {
  /** One value, however it was packed. */
  public record Value(String meter, String type, String time, double value, String quality) {}

  final List<List<MeterReading>> batches = new ArrayList<>();
  final List<Header> headers = new ArrayList<>();
  final List<Device> asked = new ArrayList<>();

  @Override
  public void header(Header header, Wrapping wrapping) { headers.add(header); }

  @Override
  public Optional<Mrid> find(Device device) {
    asked.add(device);
    return device.id().startsWith("unknown") ? Optional.empty() : Optional.of(mrid(device.id()));
  }

  public static Mrid mrid(String id) {
    return Mrid.find(id).orElseGet(() -> Mrid.derivedFrom(id));
  }

  @Override
  public void batch(List<MeterReading> readings) { batches.add(readings); }

  List<MeterReading> readings() { return batches.stream().flatMap(List::stream).toList(); }

  public List<Value> values() { return readings().stream().flatMap(reading -> flat(reading).stream()).toList(); }

  static List<Value> flat(MeterReading reading) {
    var values = new ArrayList<Value>();
    for (IntervalBlock block : reading.intervalBlocks()) {
      for (int i = 0; i < block.size(); i++) {
        values.add(new Value(reading.meter().toString(), block.type().code(), block.end(i).toString(), block.values()[i],
          new ReadingQuality(block.qualities()[i]).code()));
      }
    }
    for (Reading one : reading.readings()) {
      values.add(new Value(reading.meter().toString(), one.type().code(), one.time().toString(), one.value(), one.quality().code()));
    }
    return values;
  }

  Report read(String xml) throws CimException, IOException { return read(xml.getBytes(StandardCharsets.UTF_8)); }

  public Report read(byte[] xml) throws CimException, IOException {
    return ReadingsReader.read(new ByteArrayInputStream(xml), this, ReadingsReader.Options.partial());
  }

  /** Gives at most so many bytes at a time, so that everything is cut somewhere. */
  public static InputStream crumbs(byte[] xml, int most) {
    return new ByteArrayInputStream(xml) {
      @Override
      public synchronized int read(byte[] buffer, int offset, int length) { return super.read(buffer, offset, Math.min(length, most)); }
    };
  }
}
