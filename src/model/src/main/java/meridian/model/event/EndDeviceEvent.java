package meridian.model.event;

import java.time.Instant;
import java.util.Map;

import meridian.model.Mrid;

/**
 * What an EndDevice reported, or what became of a control on it.
 *
 * @param mrid the event's own identity: the same report repeated carries the same mRID and is kept once
 * @param device the EndDevice it is about
 * @param createdDateTime the device's time of the event
 * @param reason words for people; may be empty
 * @param issuerTrackingId MessageID of the control that caused it; empty for spontaneous events
 * @param details name and value pairs, in order of name
 */
public record EndDeviceEvent(Mrid mrid, Mrid device, EndDeviceEventType type, Instant createdDateTime, String reason,
  String issuerTrackingId, Map<String, String> details) {

  public EndDeviceEvent { details = Map.copyOf(details); }
}
