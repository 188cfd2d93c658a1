package meridian.services.field;

import java.time.Duration;

/**
 * How the hub treats the field.
 *
 * @param answerPatience longest wait for one answer of a device
 * @param conversationPatience longest a whole conversation may take, connecting included
 * @param maxConversations conversations at once, of all adapters together
 * @param interval how often meters are collected, in the clock's time
 * @param backfill how far back the first collection of a meter reaches
 */
public record FieldConfig(Duration answerPatience, Duration conversationPatience, int maxConversations, Duration interval,
  Duration backfill) {
  public static final FieldConfig DEFAULT = new FieldConfig(Duration.ofSeconds(5), Duration.ofSeconds(20), 64, Duration.ofMinutes(15),
    Duration.ofDays(1));
}
