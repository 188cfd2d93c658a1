package meridian.cim;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.Supplier;

/** MeterReadings by the schema, with all that is optional in it here and there. */
final class RandomReadings {
  static final String NAMESPACE = "http://iec.ch/TC57/2011/MeterReadings#";
  private static final String[] TYPES = {"0.0.2.4.1.1.12.0.0.0.0.0.0.0.0.3.72.0", "0.0.7.4.19.1.12.0.0.0.0.0.0.0.0.3.72.0",
      "0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0", "0.0.99.4.1.1.12.0.0.0.0.0.0.0.0.-3.72.0", "0.0.0.6.0.1.54.0.0.0.0.0.0.0.129.0.29.0"};

  private final Random random;
  private final StringBuilder xml = new StringBuilder();

  RandomReadings(Random random) { this.random = random; }

  String message() {
    xml.setLength(0);
    boolean typed = random.nextBoolean();
    String root = typed ? "w:CreatedMeterReadings" : "EventMessage";
    String prefix = typed ? "w:" : "";
    xml.append('<').append(root).append(" xmlns=\"http://iec.ch/TC57/2011/schema/message\"")
      .append(typed ? " xmlns:w=\"http://iec.ch/TC57/2011/MeterReadingsMessage\"" : "").append('>');
    xml.append("<").append(prefix).append("Header><Verb>created</Verb><Noun>MeterReadings</Noun>");
    maybe(() -> value("Source", "head end"));
    maybe(() -> "<User><UserID>u</UserID></User>");
    xml.append("</").append(prefix).append("Header><").append(prefix).append("Payload>");
    readings();
    if (typed) maybe(() -> "<w:Format>XML</w:Format>");
    return xml.append("</").append(prefix).append("Payload></").append(root).append('>').toString();
  }

  private void readings() {
    xml.append("<MeterReadings xmlns=\"").append(NAMESPACE).append("\">");
    for (int n = random.nextInt(4); n > 0; n--)
      meterReading();
    xml.append("</MeterReadings>");
  }

  private void meterReading() {
    xml.append("<MeterReading>");
    maybe(() -> value("isCoincidentTrigger", random.nextBoolean() ? "1" : "false"));
    if (random.nextInt(6) == 0)
      xml.append("<EndDeviceEvents>").append(value("createdDateTime", time(random.nextInt(900))))
        .append("<EndDeviceEventType ref=\"3.26.0.85\"/>").append(device("UsagePoint", "other")).append("</EndDeviceEvents>");
    for (int n = random.nextInt(3); n > 0; n--)
      block();
    boolean hasMeter = random.nextInt(5) > 0;
    if (hasMeter) xml.append(device("Meter", "M"));
    for (int n = random.nextInt(8); n > 0; n--)
      reading();
    if (!hasMeter || random.nextBoolean()) xml.append(device("UsagePoint", "U"));
    maybe(() -> "<valuesInterval>" + value("start", time(0)) + "</valuesInterval>");
    xml.append("</MeterReading>");
  }

  private String device(String element, String name) {
    String mrid = random.nextBoolean()
      ? value("mRID", random.nextBoolean() ? name + random.nextInt(9) : "3f1d4a52-7a51-4e29-8a5c-00000000000" + random.nextInt(9))
      : "";
    String names = mrid.isEmpty() || random.nextBoolean()
      ? "<Names>" + value("name", name + " & " + random.nextInt(9) + " é") + "<NameType>" + value("name", "MeterName")
        + "</NameType></Names>"
      : "";
    return "<" + element + ">" + mrid + names
      + (element.equals("Meter") && random.nextInt(5) == 0 ? "<status><value>in</value></status>" : "")
      + "</" + element + ">";
  }

  private void block() {
    xml.append("<IntervalBlocks>");
    boolean full = random.nextInt(4) == 0;
    int step = random.nextInt(4) == 0 ? 3_600 : 900;
    int second = random.nextInt(40) * 900;
    for (int n = random.nextInt(20); n > 0; n--) {
      second += random.nextInt(9) == 0 ? 2 * step : step;
      int end = second;
      xml.append("<IntervalReadings>");
      if (full) maybe(() -> value("reportedDateTime", time(end + 60)));
      if (full) maybe(() -> value("source", "hub"));
      boolean stamped = !full || random.nextBoolean();
      if (stamped) xml.append(value("timeStamp", time(end)));
      value();
      if (!stamped || full && random.nextBoolean())
        xml.append("<timePeriod>").append(value("end", time(end))).append(value("start", time(end - step))).append("</timePeriod>");
      xml.append("</IntervalReadings>");
    }
    if (random.nextInt(9) == 0)
      xml.append("<PendingCalculation><scalarFloat>1.5</scalarFloat><ReadingType ref=\"0.0.2\"/></PendingCalculation>");
    xml.append(type()).append("</IntervalBlocks>");
  }

  private void reading() {
    xml.append("<Readings>");
    if (random.nextInt(5) == 0) xml.append(value("reason", "billing"));
    xml.append(value("timeStamp", time(random.nextInt(90_000))));
    value();
    xml.append(type()).append("</Readings>");
  }

  private void value() {
    String number = switch (random.nextInt(8)) {
      case 0 -> String.valueOf(random.nextGaussian() * 1e-7);
      case 1 -> String.valueOf(random.nextLong());
      case 2 -> "-0.0";
      case 3 -> "+" + random.nextInt(99) + ".";
      case 4 -> random.nextLong(1L << 60) + "." + random.nextLong(1L << 60);
      default -> String.valueOf(random.nextInt(1_000_000) / 1e3);
    };
    xml.append(value("value", number));
    if (random.nextInt(4) == 0) xml.append("<ReadingQualities><ReadingQualityType ref=\"1.0.0\"/></ReadingQualities>");
    if (random.nextInt(6) == 0)
      xml.append("<ReadingQualities><comment>x &lt; y</comment><ReadingQualityType ref=\"1.4.").append(random.nextInt(20))
        .append("\"/></ReadingQualities>");
  }

  private String type() { return "<ReadingType ref=\"" + TYPES[random.nextInt(TYPES.length)] + "\"/>"; }

  private String time(int second) {
    Instant time = Instant.parse("2026-03-28T00:00:00Z").plusSeconds(second)
      .plusMillis(random.nextInt(30) == 0 ? random.nextInt(1_000) : 0);
    if (random.nextInt(4) > 0) return time.toString();
    if (time.getEpochSecond() % 86_400 == 0 && time.getNano() == 0)
      return time.minusSeconds(86_400).toString().replace("00:00:00", "24:00:00");
    return OffsetDateTime.ofInstant(time, ZoneOffset.ofHoursMinutes(random.nextInt(14), 30 * random.nextInt(2))).toString().replaceFirst(
      "(T\\d\\d:\\d\\d)([+Z])",
      "$1:00$2");
  }

  private static String value(String name, String text) {
    return "<" + name + ">" + text.replace("&", "&amp;") + "</" + name + ">";
  }

  private void maybe(Supplier<String> part) { if (random.nextInt(3) == 0) xml.append(part.get()); }
}
