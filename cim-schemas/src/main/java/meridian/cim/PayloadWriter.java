package meridian.cim;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

import meridian.model.Mrid;
import meridian.model.event.EndDeviceEvent;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;

/** Writes MeterReadings and EndDeviceEvents by templates, in the element order of the schemas. */
final class PayloadWriter {
  private static final byte[] OPEN_READINGS = XmlBytes.template("<MeterReadings xmlns=\"" + Names.payload("MeterReadings") + "\">");
  private static final byte[] CLOSE_READINGS = XmlBytes.template("</MeterReadings>");
  private static final byte[] OPEN_EVENTS = XmlBytes.template("<EndDeviceEvents xmlns=\"" + Names.payload("EndDeviceEvents") + "\">");
  private static final byte[] CLOSE_EVENTS = XmlBytes.template("</EndDeviceEvents>");
  private static final byte[] INTERVAL_TIME = XmlBytes.template("<IntervalReadings><timeStamp>");
  private static final byte[] READING_TIME = XmlBytes.template("<Readings><timeStamp>");
  private static final byte[] VALUE = XmlBytes.template("</timeStamp><value>");
  private static final byte[] CLOSE_VALUE = XmlBytes.template("</value>");
  private static final byte[] QUALITY = XmlBytes.template("<ReadingQualities><ReadingQualityType ref=\"");
  private static final byte[] CLOSE_QUALITY = XmlBytes.template("\"/></ReadingQualities>");
  private static final byte[] CLOSE_INTERVAL = XmlBytes.template("</IntervalReadings>");
  private static final byte[] READING_TYPE = XmlBytes.template("<ReadingType ref=\"");
  private static final byte[] CLOSE_READING = XmlBytes.template("\"/></Readings>");
  private static final byte[] CLOSE_BLOCK = XmlBytes.template("\"/></IntervalBlocks>");

  private final XmlBytes xml;
  private final Naming naming;

  PayloadWriter(XmlBytes xml, Naming naming) {
    this.xml = xml;
    this.naming = naming;
  }

  void openReadings() { xml.raw(OPEN_READINGS); }

  void closeReadings() { xml.raw(CLOSE_READINGS); }

  void meterReading(MeterReading reading) {
    xml.raw("<MeterReading>");
    for (IntervalBlock block : reading.intervalBlocks()) {
      intervalBlock(block);
    }
    device("Meter", "MeterName", reading.meter().toString(), naming.nameOf(reading.meter()));
    for (Reading register : reading.readings()) {
      reading(register);
    }
    usagePoint(reading.meter());
    xml.raw("</MeterReading>");
  }

  private void intervalBlock(IntervalBlock block) {
    xml.raw("<IntervalBlocks>");
    Duration interval = block.interval();
    boolean wholeSeconds = interval.getNano() == 0 && block.firstEnd().getNano() == 0;
    long end = block.firstEnd().getEpochSecond();
    for (int i = 0; i < block.size(); i++) {
      xml.raw(INTERVAL_TIME);
      if (wholeSeconds) xml.time(end + i * interval.getSeconds(), 0);
      else
        xml.time(block.end(i));
      xml.raw(VALUE).number(block.values()[i]).raw(CLOSE_VALUE);
      quality(block.qualities()[i]);
      xml.raw(CLOSE_INTERVAL);
    }
    xml.raw(READING_TYPE).attribute(block.type().code()).raw(CLOSE_BLOCK);
  }

  private void reading(Reading reading) {
    xml.raw(READING_TIME).time(reading.time()).raw(VALUE).number(reading.value()).raw(CLOSE_VALUE);
    quality(reading.quality().packed());
    xml.raw(READING_TYPE).attribute(reading.type().code()).raw(CLOSE_READING);
  }

  private void quality(int packed) {
    if (packed == ReadingQuality.VALID.packed()) return;
    xml.raw(QUALITY).raw(new ReadingQuality(packed).code()).raw(CLOSE_QUALITY);
  }

  void openEvents() { xml.raw(OPEN_EVENTS); }

  void closeEvents() { xml.raw(CLOSE_EVENTS); }

  void event(EndDeviceEvent event, String issuer) {
    xml.raw("<EndDeviceEvent>").element("mRID", event.mrid().toString());
    time("createdDateTime", event.createdDateTime());
    xml.optional("issuerID", issuer).optional("issuerTrackingID", event.issuerTrackingId()).optional("reason", event.reason());
    device("Assets", "MeterName", event.device().toString(), naming.nameOf(event.device()));
    new TreeMap<>(event.details()).forEach((name, value) -> xml.raw("<EndDeviceEventDetails>").element("name", name)
      .element("value", value).raw("</EndDeviceEventDetails>"));
    xml.raw("<EndDeviceEventType ref=\"").raw(event.type().code()).raw("\"/>");
    usagePoint(event.device());
    xml.raw("</EndDeviceEvent>");
  }

  private void time(String name, Instant time) { xml.raw("<").raw(name).raw(">").time(time).raw("</").raw(name).raw(">"); }

  private void usagePoint(Mrid device) {
    String name = naming.usagePointOf(device);
    if (!name.isEmpty()) device("UsagePoint", "UsagePointName", "", name);
  }

  private void device(String element, String nameType, String mrid, String name) {
    xml.raw("<").raw(element).raw(">").optional("mRID", mrid);
    if (!name.isEmpty()) xml.raw("<Names>").element("name", name).raw("<NameType>").element("name", nameType).raw("</NameType></Names>");
    xml.raw("</").raw(element).raw(">");
  }
}
