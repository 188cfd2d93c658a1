package meridian.model.message;

import java.time.Instant;
import java.util.List;

/**
 * One CIM message in or out, as the Journal keeps it.
 *
 * @param endpoint where it came in or went out, for example {@code soap:ExecuteEndDeviceControls}
 * @param verb lower case as in the Header; empty when no header could be read
 * @param messageId empty when there was none; likewise correlationId
 * @param devices mRIDs or names of devices it names, at most the first 100
 * @param outcome {@code OK}, {@code PARTIAL}, {@code FAILED} or {@code UNREADABLE}, then a blank and the error code when there is one
 * @param body the message as received or sent
 */
public record Exchange(Instant time, Direction direction, String endpoint, String partner, String verb, String noun, String messageId,
  String correlationId, List<String> devices, String outcome, long duration_ms, byte[] body) {
  public enum Direction {
    IN, OUT
  }

  public Exchange { devices = List.copyOf(devices); }
}
