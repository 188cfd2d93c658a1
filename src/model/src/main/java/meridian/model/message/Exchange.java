package meridian.model.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One CIM message in or out, as the Journal keeps it beside the message itself.
 *
 * @param id place in the journal, given by it; 0 before
 * @param endpoint where it came in or went out, for example {@code soap:ExecuteEndDeviceControls}
 * @param partner the other side as the transport tells: an address, a user, or who had it replayed
 * @param devices mRIDs or names of devices it names, at most the first 100
 * @param outcome {@code OK}, {@code PARTIAL}, {@code FAILED} or {@code UNREADABLE}, then a blank and the error code when there is one
 * @param size bytes of the message as received or sent
 * @param kept how many of them the journal has, from the first on; given by it. Fewer than {@code size} when the message was cut, none
 *   when it was left out
 * @param replayOf the exchange it repeats; 0 for none
 */
public record Exchange(long id, Instant time, Direction direction, String endpoint, String partner, Header header, List<String> devices,
  String outcome, long duration_ms, long size, long kept, long replayOf) {

  public enum Direction {
    IN, OUT
  }

  /**
   * What is kept of the message's Header; texts that are missing are empty.
   *
   * @param verb lower case as in the message; empty when no header could be read
   * @param timestamp when its sender made it
   */
  public record Header(String verb, String noun, String revision, String source, String messageId, String correlationId,
    Optional<Instant> timestamp, boolean asyncReply, boolean ackRequired, String replyAddress, String userId) {
    public static final Header NONE = new Header("", "", "", "", "", "", Optional.empty(), false, false, "", "");
  }

  public Exchange { devices = List.copyOf(devices); }

  /** Whether the whole message is there to be looked at and replayed. */
  public boolean whole() { return kept == size; }

  /** As the journal keeps it. */
  public Exchange kept(long at, long bytes) {
    return new Exchange(at, time, direction, endpoint, partner, header, devices, outcome, duration_ms, size, bytes, replayOf);
  }

  public String verb() { return header.verb(); }

  public String noun() { return header.noun(); }

  public String messageId() { return header.messageId(); }

  public String correlationId() { return header.correlationId(); }
}
