package meridian.cim.readings;

/** What an element of MeterReadings means to the reader; most mean nothing but that they have to be right. */
enum Role {
  NONE, METER_READING, BLOCK, INTERVAL_READING, READING, METER, USAGE_POINT, EVENT, TIME, OTHER_TIME, VALUE, PERIOD_START, PERIOD_END, QUALITY_TYPE, BLOCK_TYPE, READING_TYPE, MRID, NAME, TYPE_OBJECT, QUALITY_OBJECT;

  /** @param parent type that holds the element */
  static Role of(String parent, String element) {
    return switch (parent + '.' + element) {
      case "MeterReadings.MeterReading" -> METER_READING;
      case "MeterReadings.ReadingType" -> TYPE_OBJECT;
      case "MeterReadings.ReadingQualityType" -> QUALITY_OBJECT;
      case "MeterReading.EndDeviceEvents" -> EVENT;
      case "MeterReading.IntervalBlocks" -> BLOCK;
      case "MeterReading.Meter" -> METER;
      case "MeterReading.Readings" -> READING;
      case "MeterReading.UsagePoint" -> USAGE_POINT;
      case "IntervalBlock.IntervalReadings" -> INTERVAL_READING;
      case "IntervalBlock.ReadingType" -> BLOCK_TYPE;
      case "Reading.ReadingType" -> READING_TYPE;
      case "IntervalReading.timeStamp", "Reading.timeStamp" -> TIME;
      case "IntervalReading.reportedDateTime", "Reading.reportedDateTime" -> OTHER_TIME;
      case "IntervalReading.value", "Reading.value" -> VALUE;
      case "ReadingQuality.ReadingQualityType" -> QUALITY_TYPE;
      case "DateTimeInterval.start" -> PERIOD_START;
      case "DateTimeInterval.end" -> PERIOD_END;
      case "Meter.mRID", "UsagePoint.mRID", "ReadingType.mRID", "ReadingQualityType.mRID" -> MRID;
      case "Name.name" -> NAME;
      default -> NONE;
    };
  }

  /** What is left out as a whole when something in it is wrong. */
  boolean standsAlone() {
    return switch (this) {
      case METER_READING, BLOCK, INTERVAL_READING, READING, EVENT, TYPE_OBJECT, QUALITY_OBJECT -> true;
      case NONE, METER, USAGE_POINT, TIME, OTHER_TIME, VALUE, PERIOD_START, PERIOD_END, QUALITY_TYPE, BLOCK_TYPE, READING_TYPE, MRID,
        NAME -> false;
    };
  }
}
