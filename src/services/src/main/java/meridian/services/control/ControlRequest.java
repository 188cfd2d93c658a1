package meridian.services.control;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import meridian.model.Mrid;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;

/**
 * A wish to control devices.
 *
 * @param sender which partner it is of; empty never
 * @param messageId of the request; the same again from the same sender changes nothing
 * @param correlationId to answer with; empty: the messageId
 * @param replyAddress where the final reply goes, an allowed address; empty for none
 * @param requestedBy partner or operator; never empty
 * @param devices at least one, all known; named twice is asked once
 * @param notBefore when it falls due; a time that is over: at once
 * @param validFor how long it may be tried from then on; positive
 */
public record ControlRequest(String sender, String messageId, String correlationId, String replyAddress, String requestedBy,
  EndDeviceControlType type, List<Mrid> devices, String reason, Priority priority, Instant notBefore, Duration validFor) {

  public ControlRequest {
    devices = devices.stream().distinct().toList();
    if (devices.isEmpty()) throw new IllegalArgumentException("a control names no device");
    if (messageId.isBlank()) throw new IllegalArgumentException("a control has no MessageID");
    if (!validFor.isPositive()) throw new IllegalArgumentException("a control must be valid for > 0, was " + validFor);
  }
}
