package meridian.bench;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.aalto.stax.InputFactoryImpl;

import meridian.cim.CimCodec;
import meridian.cim.CimLimits;
import meridian.cim.Naming;
import meridian.cim.Wrapping;
import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;

/**
 * CIM MeterReadings as bytes and back. The codec decodes requests so far and no bulk readings; until it does, this reads what the codec
 * writes, event by event, with nothing checked that a reading does not need.
 */
final class CimFeed {
  private static final int METERS_A_MESSAGE = 100;
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final XMLInputFactory FACTORY = new InputFactoryImpl();

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

  static List<MeterReading> decode(byte[] message) throws XMLStreamException {
    XMLStreamReader in = FACTORY.createXMLStreamReader(new ByteArrayInputStream(message));
    var all = new ArrayList<MeterReading>();
    var one = new One();
    while (in.hasNext()) {
      int event = in.next();
      if (event == XMLStreamReader.START_ELEMENT) one.begin(in);
      else if (event == XMLStreamReader.END_ELEMENT && in.getLocalName().equals("MeterReading")) all.add(one.done());
      else if (event == XMLStreamReader.END_ELEMENT) one.end(in.getLocalName());
    }
    in.close();
    return all;
  }

  /** A MeterReading on its way. */
  private static final class One {
    private Mrid meter = Mrid.derivedFrom("none");
    private List<Reading> readings = new ArrayList<>();
    private List<IntervalBlock> blocks = new ArrayList<>();
    private boolean inMeter;
    private Instant time = Instant.EPOCH;
    private Instant first = Instant.EPOCH;
    private double value;
    private double[] values = new double[96];
    private int size;
    private ReadingType type = ReadingType.ACTIVE_ENERGY_FORWARD_kWh;

    void begin(XMLStreamReader in) throws XMLStreamException {
      switch (in.getLocalName()) {
        case "Meter" -> inMeter = true;
        case "UsagePoint" -> inMeter = false;
        case "mRID" -> {
          if (inMeter) meter = Mrid.of(in.getElementText());
        }
        case "timeStamp" -> time = Instant.parse(in.getElementText());
        case "value" -> value = Double.parseDouble(in.getElementText());
        case "ReadingType" -> type = ReadingType.of(in.getAttributeValue(null, "ref"));
        default -> {}
      }
    }

    void end(String element) {
      switch (element) {
        case "IntervalReadings" -> {
          if (size == 0) first = time;
          if (size == values.length) values = Arrays.copyOf(values, size * 2);
          values[size++] = value;
        }
        case "IntervalBlocks" -> {
          blocks.add(new IntervalBlock(type, first, QUARTER, Arrays.copyOf(values, size), valid(size)));
          size = 0;
        }
        case "Readings" -> readings.add(new Reading(type, time, value, ReadingQuality.VALID));
        default -> {}
      }
    }

    MeterReading done() {
      var done = new MeterReading(meter, readings, blocks);
      readings = new ArrayList<>();
      blocks = new ArrayList<>();
      return done;
    }

    private static int[] valid(int size) {
      var qualities = new int[size];
      Arrays.fill(qualities, ReadingQuality.VALID.packed());
      return qualities;
    }
  }
}
