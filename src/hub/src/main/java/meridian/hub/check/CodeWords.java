package meridian.hub.check;

import meridian.model.control.ControlWords;
import meridian.model.control.EndDeviceControlType;
import meridian.model.event.EndDeviceEventType;
import meridian.model.event.EventWords;
import meridian.model.metering.ReadingType;
import meridian.model.metering.ReadingTypeWords;

/** What a code means, in words; a code of nobody's says so. */
final class CodeWords {
  private static final String UNKNOWN = "not a code of the standard's form";

  private CodeWords() {}

  static String readingType(String code) { return ReadingType.find(code).map(ReadingTypeWords::of).orElse(UNKNOWN); }

  static String event(String code) { return EndDeviceEventType.find(code).map(type -> EventWords.of(type).text()).orElse(UNKNOWN); }

  static String control(String code) { return EndDeviceControlType.find(code).map(ControlWords::of).orElse(UNKNOWN); }
}
