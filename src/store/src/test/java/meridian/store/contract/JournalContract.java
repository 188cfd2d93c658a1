package meridian.store.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Exchange;

import static meridian.store.contract.Sample.ALWAYS;
import static meridian.store.contract.Sample.at;
import static meridian.store.contract.Sample.period;
import static org.assertj.core.api.Assertions.assertThat;

/** {@link meridian.services.port.Journal}. What was appended is seen for sure after a reopening; sooner, most of the time. */
public interface JournalContract {

  Ports.Opener opener();

  @Test
  default void findsByTextAndTimeNewestFirst(@TempDir Path folder) {
    Exchange first = exchange("1T10:00:00", "MSG-1", "corr-1", "MeterReadings", List.of("M1"));
    Exchange second = exchange("1T11:00:00", "msg-2", "", "EndDeviceControls", List.of("M1", "M2"));
    Exchange third = exchange("1T12:00:00", "", "", "MeterReadings", List.of());
    try (Ports store = opener().open(folder)) {
      List.of(first, second, third).forEach(store.journal()::append);
    }
    try (Ports store = opener().open(folder)) {
      assertSame(store.journal().search("", ALWAYS, 10), third, second, first);
      assertSame(store.journal().search("", ALWAYS, 2), third, second);
      assertSame(store.journal().search("", period("1T10:00:00", "1T12:00:00"), 10), second, first);
      assertSame(store.journal().search(" msg-1", ALWAYS, 10), first);
      assertSame(store.journal().search("corr-1", ALWAYS, 10), first);
      assertSame(store.journal().search("meterreadings", ALWAYS, 10), third, first);
      assertSame(store.journal().search("MeterReadings", ALWAYS, 1), third);
      assertSame(store.journal().search("m1", period("1T10:30:00", "1T12:00:00"), 10), second);
      assertSame(store.journal().search("M3", ALWAYS, 10));
      assertSame(store.journal().search("%", ALWAYS, 10));
    }
  }

  @Test
  default void writesAllThatWaitsOnClose(@TempDir Path folder) {
    int many = 3_000;
    try (Ports store = opener().open(folder)) {
      for (int i = 0; i < many; i++) {
        store.journal().append(exchange("1T10:00:00", "m" + i, "", "MeterReadings", List.of()));
      }
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.journal().search("", ALWAYS, many + 1)).hasSize(many);
    }
  }

  @Test
  default void keepsABodyOfAMillionBytes(@TempDir Path folder) {
    byte[] body = "<Reading/>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    try (Ports store = opener().open(folder)) {
      store.journal()
        .append(new Exchange(at("1T10:00:00"), Exchange.Direction.OUT, "jms:out", "billing", "created", "MeterReadings", "m", "",
          new ArrayList<>(), "OK", 1, body));
    }
    try (Ports store = opener().open(folder)) {
      assertThat(store.journal().search("m", ALWAYS, 1).getFirst().body()).isEqualTo(body);
    }
  }

  private static Exchange exchange(String time, String messageId, String correlationId, String noun, List<String> devices) {
    return new Exchange(at(time).plusNanos(1), Exchange.Direction.IN, "soap:Execute", "billing", "create", noun, messageId, correlationId,
      devices, "FAILED 2.4", 12, ("<Message>" + messageId + "é</Message>").getBytes(StandardCharsets.UTF_8));
  }

  /** The arrays of two equal exchanges are not the same. */
  private static void assertSame(List<Exchange> found, Exchange... expected) {
    assertThat(found).usingRecursiveFieldByFieldElementComparator().containsExactly(expected);
  }
}
