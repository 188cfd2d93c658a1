package meridian.services.field;

import java.time.Duration;

import meridian.model.config.Setting;

/** How the hub treats the field. */
public record FieldConfig(
  @Setting(value = "5s", min = "1ms", says = "Longest wait for one answer of a device.") Duration answerPatience,
  @Setting(value = "20s", min = "1ms", says = "Longest a whole conversation with a device may take, connecting included.") Duration conversationPatience,
  @Setting(value = "64", min = "1", says = "Conversations at once, of all adapters together.") int maxConversations,
  @Setting(value = "15m", min = "1m", says = "How often meters are collected, in the clock's time.") Duration interval,
  @Setting(value = "1d", min = "0s", says = "How far back the first collection of a meter reaches.") Duration backfill) {}
