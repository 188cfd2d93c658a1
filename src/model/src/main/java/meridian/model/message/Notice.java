package meridian.model.message;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.event.EndDeviceEvent;
import meridian.model.master.CimElement;
import meridian.model.metering.MeterReading;

/**
 * Something the enterprise is owed: written to the outbox in the transaction that made it true, delivered to each Subscriber in order
 * of {@code sequence}, at least once, always with the same MessageID.
 *
 * @param sequence place in the outbox; later facts have higher numbers
 */
public record Notice(long sequence, Mrid messageId, Instant created, Content content) {

  /** What a notice is a message of. Source: IEC 61968-9. */
  public enum Noun {
    METER_READINGS("MeterReadings"), END_DEVICE_EVENTS("EndDeviceEvents"), END_DEVICE_CONTROLS("EndDeviceControls"), METER_SERVICE_REQUESTS(
      "MeterServiceRequests");

    private final String text;

    Noun(String text) { this.text = text; }

    /** As it stands in a Header. */
    public String text() { return text; }

    public static Optional<Noun> find(String text) {
      return Arrays.stream(values()).filter(noun -> noun.text.equals(text)).findFirst();
    }
  }

  public sealed interface Content {
    default Noun noun() {
      return switch (this) {
        case Readings _ -> Noun.METER_READINGS;
        case Events _ -> Noun.END_DEVICE_EVENTS;
        case ControlReply _ -> Noun.END_DEVICE_CONTROLS;
        case Objects(_, var noun, _) -> noun;
      };
    }
  }

  /** CreatedMeterReadings. */
  public record Readings(List<MeterReading> meterReadings) implements Content {}

  /** CreatedEndDeviceEvents. */
  public record Events(List<EndDeviceEvent> events) implements Content {}

  /**
   * The final reply to a CreateEndDeviceControls; all of the request's commands, each Finished. Owed to the reply address alone: no
   * Subscriber gets it.
   */
  public record ControlReply(List<Command> commands) implements Content {}

  /**
   * Objects that came to be, changed, were closed or canceled: CreatedMeterServiceRequests.
   *
   * @param verb in the past tense
   */
  public record Objects(Verb verb, Noun noun, List<CimElement> objects) implements Content {
    public Objects { objects = List.copyOf(objects); }
  }

  public Noun noun() { return content.noun(); }
}
