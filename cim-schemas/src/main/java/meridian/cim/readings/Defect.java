package meridian.cim.readings;

import meridian.cim.CimError;
import meridian.cim.ErrorCode;

/**
 * One thing that is wrong with a message, or one device in it that is not known.
 *
 * @param line counted from 1, of the element
 * @param column in bytes, from 1
 * @param path {@code /EventMessage/Payload/MeterReadings/MeterReading[17]/Readings[2]/value}; second and later ones of a name are counted
 * @param words what is wrong, for the sender
 * @param id the device it is about; empty for none
 * @param idType CIM class of that device; empty for none
 */
public record Defect(ErrorCode code, long line, long column, String path, String words, String id, String idType) {

  /** As an error of a Reply. */
  public CimError error() {
    return code.about(id, idType, "line " + line + ", column " + column + ", " + path + ": " + words);
  }
}
