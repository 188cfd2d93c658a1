package meridian.services.control;

import java.time.Duration;
import java.util.List;

import meridian.model.Mrid;
import meridian.model.control.EndDeviceControlType;

/**
 * A wish to control devices.
 *
 * @param messageId of the request; the same again changes nothing
 * @param correlationId to answer with; empty: the messageId
 * @param replyAddress where the final reply goes, an allowed address; empty for none
 * @param requestedBy partner or operator; never empty
 * @param devices at least one, all known; named twice is asked once
 * @param validFor how long it may be tried; positive
 */
public record ControlRequest(String messageId, String correlationId, String replyAddress, String requestedBy, EndDeviceControlType type,
  List<Mrid> devices, String reason, Duration validFor) {

  public ControlRequest {
    devices = devices.stream().distinct().toList();
    if (devices.isEmpty()) throw new IllegalArgumentException("a control names no device");
    if (messageId.isBlank()) throw new IllegalArgumentException("a control has no MessageID");
  }
}
