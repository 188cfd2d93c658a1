package meridian.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.hub.SoapSubscriber.Manner;
import meridian.model.Mrid;
import meridian.model.grid.Meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Promise 3: what one subscriber does wrong is nobody else's trouble, and when it mends its ways it gets everything, in order. */
class SubscriberTroubleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EVENTS = 60;

  @Test
  void aGoodSubscriberIsNotDelayedByBadOnes(@TempDir Path folder) throws Exception {
    try (var town = new TestTown(folder, 24, 1);
      var good = new SoapSubscriber("good");
      var failing = new SoapSubscriber("failing");
      var closing = new SoapSubscriber("closing");
      var silent = new SoapSubscriber("silent");
      var calling = new CallingMeters(plain(town), town.callPort, town.clock)) {
      failing.behave(Manner.ANSWERS_500);
      closing.behave(Manner.CLOSES_MID_RESPONSE);
      silent.behave(Manner.NEVER_ANSWERS);
      List<SoapSubscriber> bad = List.of(failing, closing, silent);
      Map<String, Object> settings = town.settings();
      Map<String, String> urls = new HashMap<>(Map.of("good", good.url()));
      bad.forEach(each -> urls.put(each.books.name, each.url()));
      TestTown.subscribe(settings, urls, "1s");
      try (HubProcess hub = HubProcess.start("run", "400m", settings, folder.resolve("hub.log"))) {
        await("ready").atMost(PATIENCE).until(town::isReady);
        calling.begin(1);
        await("events").atMost(PATIENCE).until(() -> calling.confirmed.size() >= EVENTS);
        await("deliveries to the good one").atMost(Duration.ofSeconds(10)).until(() -> good.books.hasEvents(mrids(calling)));
        await("tries with the bad ones").atMost(PATIENCE).until(() -> bad.stream().allMatch(each -> each.asked.get() > 1));
        assertThat(bad).allSatisfy(each -> assertThat(each.books.messages()).isZero());
        calling.end();
        bad.forEach(each -> each.behave(Manner.TAKES));
        await("all told to all").atMost(PATIENCE).until(() -> bad.stream().allMatch(each -> each.books.hasEvents(mrids(calling))));
        assertThat(bad).allSatisfy(each -> assertThat(each.books.defects()).isEmpty());
        assertThat(good.books.defects()).isEmpty();
        assertThat(hub.said()).doesNotContain("\tat ");
      }
    }
  }

  static List<Meter> plain(TestTown town) {
    return town.grid.meters().stream().filter(meter -> meter.model().equals("ML4")).toList();
  }

  static Set<String> mrids(CallingMeters calling) {
    Set<String> mrids = new HashSet<>();
    for (Mrid mrid : calling.confirmed.keySet())
      mrids.add(mrid.toString());
    return mrids;
  }
}
