package meridian.cim.readings;

import java.util.List;
import java.util.Optional;

import meridian.cim.Header;
import meridian.cim.Wrapping;

/**
 * What came of a message.
 *
 * @param header empty for a bare {@code MeterReadings}, as is {@code wrapping}
 * @param meterReadings elements of that name that gave at least one value to the sink
 * @param values single values given to the sink
 * @param withoutValue readings that say by their quality why they have none: left out, no defect
 * @param events EndDeviceEvents inside MeterReadings: checked and left out, no defect
 * @param defects the first of them; each stands for a reading, a block or a MeterReading that was left out, or for an unknown device
 * @param moreDefects how many came after those
 * @param broken what ended the message early: not well-formed, cut short, over a limit. What came before it stands
 */
public record Report(Optional<Header> header, Optional<Wrapping> wrapping, long meterReadings, long values, long withoutValue, long events,
  List<Defect> defects, long moreDefects, Optional<Defect> broken) {

  public Report { defects = List.copyOf(defects); }

  /** All of the message was taken. */
  public boolean whole() { return defects.isEmpty() && broken.isEmpty(); }
}
