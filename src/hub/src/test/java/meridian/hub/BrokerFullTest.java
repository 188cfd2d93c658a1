package meridian.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Promise 3: a durable subscriber of the broker stays away until its queue is full. The hub keeps what is owed, the other subscriber is not
 * delayed, and the one that comes back gets everything, in order.
 */
class BrokerFullTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void aDurableSubscriberThatStaysAwayLosesNothing(@TempDir Path folder) throws Exception {
    try (var town = new TestTown(folder, 120, 300);
      var endpoint = new SoapSubscriber("endpoint");
      var calling = new CallingMeters(SubscriberTroubleTest.plain(town), town.callPort, town.clock)) {
      Map<String, Object> settings = town.settings();
      settings.put("jms.memory", "1MB");
      settings.put("jms.queue-size", "1MB");
      TestTown.subscribe(settings, Map.of("endpoint", endpoint.url()), "5s");
      var topics = new Books("topics");
      try (HubProcess hub = HubProcess.start("run", "400m", settings, folder.resolve("hub.log"))) {
        try (var leaving = new Enterprise(town.jmsPort, (_, heard) -> topics.hear(heard.messageId(), heard.text()))) {
          await("subscriptions").atMost(PATIENCE).until(leaving::isSubscribed);
        }
        await("ready").atMost(PATIENCE).until(town::isReady);
        calling.begin(1);
        await("a full queue").atMost(PATIENCE).until(() -> hub.said().contains("topics does not take messages"));
        int then = calling.confirmed.size();
        await("events meanwhile").atMost(PATIENCE).until(() -> calling.confirmed.size() > then + 20);
        calling.end();
        await("the other subscriber").atMost(PATIENCE).until(() -> endpoint.books.hasEvents(SubscriberTroubleTest.mrids(calling)));
        assertThat(topics.messages()).isZero();
        try (var _ = new Enterprise(town.jmsPort, (_, heard) -> topics.hear(heard.messageId(), heard.text()))) {
          await("what it missed").atMost(PATIENCE).until(() -> topics.hasEvents(SubscriberTroubleTest.mrids(calling)));
        }
        assertThat(topics.defects()).isEmpty();
        assertThat(endpoint.books.defects()).isEmpty();
        assertThat(hub.said()).doesNotContain("\tat ");
      }
    }
  }
}
