package meridian.bench;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
  private static final XMLInputFactory FACTORY = factory();

  private static final class Names implements Naming {
    @Override
    public String nameOf(Mrid device) { return "MTR-000001"; }

    @Override
    public String usagePointOf(Mrid device) { return "UP-000001"; }
  }

  private CimFeed() {}

  private static XMLInputFactory factory() {
    var factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    return factory;
  }

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
    private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};

    private int dayKey;
    private long day_s;
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
        case "timeStamp" -> {
          in.next();
          time = time(in);
        }
        case "value" -> {
          in.next();
          value = number(in);
        }
        case "ReadingType" -> type = ReadingType.of(in.getAttributeValue(null, "ref"));
        default -> {}
      }
    }

    /** {@code 2026-01-01T00:15:00Z}, as the codec writes whole seconds. */
    private Instant time(XMLStreamReader in) {
      char[] text = in.getTextCharacters();
      int at = in.getTextStart();
      if (in.getTextLength() != 20) return Instant.parse(in.getText());
      int date = Arrays.hashCode(new int[]{digits(text, at, 4), digits(text, at + 5, 2), digits(text, at + 8, 2)});
      if (date != dayKey) {
        day_s = LocalDate.of(digits(text, at, 4), digits(text, at + 5, 2), digits(text, at + 8, 2)).toEpochDay() * 86_400;
        dayKey = date;
      }
      return Instant.ofEpochSecond(
        day_s + digits(text, at + 11, 2) * 3_600L + digits(text, at + 14, 2) * 60L + digits(text, at + 17, 2));
    }

    private static int digits(char[] text, int at, int count) {
      int number = 0;
      for (int i = at; i < at + count; i++) {
        number = number * 10 + text[i] - '0';
      }
      return number;
    }

    /** Few digits and a point are exact by one division; all else the long way. */
    private static double number(XMLStreamReader in) {
      char[] text = in.getTextCharacters();
      int from = in.getTextStart();
      int to = from + in.getTextLength();
      long digits = 0;
      int places = -1;
      for (int i = from; i < to; i++) {
        char c = text[i];
        if (c == '.' && places < 0) places = 0;
        else if (c >= '0' && c <= '9' && to - from <= 15) {
          digits = digits * 10 + c - '0';
          if (places >= 0) places++;
        } else
          return Double.parseDouble(in.getText());
      }
      return places <= 0 ? digits : digits / POWERS[places];
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
