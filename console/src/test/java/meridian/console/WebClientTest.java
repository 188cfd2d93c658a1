package meridian.console;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import meridian.adapter.Outcome;
import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.grid.Meter;
import meridian.services.live.MeterState;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The client in a real browser against the real server: what an operator sees and does. */
class WebClientTest {
  private static final int METERS = 600;
  private static final int METER = 100;
  /** A pixel of the meters' canvas as #rrggbb, at the place of a meter. */
  private static final String COLOUR_AT = """
    index => {
      const place = meridian.map.meters.pixelOf(index);
      if (!place) return '';
      const [r, g, b] = document.querySelector('canvas.meters').getContext('2d').getImageData(Math.floor(place.x), Math.floor(place.y), 1, 1).data;
      return '#' + [r, g, b].map(n => n.toString(16).padStart(2, '0')).join('');
    }""";

  private static Chromium chromium;
  private TestHub hub;
  private Console console;
  private BrowserContext context;
  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void startChromium() { chromium = Chromium.start(); }

  @AfterAll
  static void stopChromium() { if (chromium != null) chromium.close(); }

  @BeforeEach
  void open() throws IOException {
    hub = new TestHub(Town.of(METERS, 6), InstantSource.system());
    for (int meter = 0; meter < METERS; meter++) {
      hub.live.set(meter, meter % 50 == 7 ? MeterState.OFF : meter % 50 == 8 ? MeterState.SILENT : MeterState.ON);
    }
    console = Console.start(ConsoleConfig.local(0), hub.parts());
    context = chromium.browser.newContext(new NewContextOptions().setViewportSize(1600, 900).setReducedMotion(ReducedMotion.REDUCE));
    page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) complaints.add(message.text());
    });
    page.onPageError(complaints::add);
    page.navigate(console.url());
    page.waitForFunction("() => window.meridian && meridian.model.connected && meridian.stats.points + meridian.stats.clusters > 0");
  }

  @AfterEach
  void close() {
    context.close();
    console.close();
    hub.close();
  }

  @Test
  void theTownAppearsWithoutAComplaint() {
    assertThat(page.locator("#connection")).hasText("Live");
    page.waitForFunction("n => meridian.stats.points === n", METERS);

    assertThat(complaints).isEmpty();
  }

  @Test
  void theLegendCountsWhatTheHubKnows() {
    var counts = new EnumMap<MeterState, Integer>(MeterState.class);
    for (byte state : hub.live.snapshot()) {
      counts.merge(MeterState.values()[state], 1, Integer::sum);
    }

    for (MeterState state : MeterState.values()) {
      Locator row = page.locator("[data-state=" + state + "] .number");
      String expected = Integer.toString(counts.getOrDefault(state, 0));
      assertThat(row.first()).hasText(expected);
      assertThat(row.last()).hasText(expected); // in view: the whole town is
    }
  }

  @Test
  void aChangeOfStateChangesThePixelWithinASecond() {
    lookAt(METER);
    assertThat(page.evaluate(COLOUR_AT, METER)).isEqualTo(colourOf(MeterState.ON));

    hub.live.set(METER, MeterState.OFF);

    page.waitForFunction("([index, colour]) => (" + COLOUR_AT + ")(index) === colour", List.of(METER, colourOf(MeterState.OFF)),
      new Page.WaitForFunctionOptions().setTimeout(1_000));
  }

  @Test
  void aStateSwitchedOffInTheLegendIsNotDrawn() {
    lookAt(METER);

    page.locator("[data-state=ON]").click();

    page.waitForFunction("([index, colour]) => (" + COLOUR_AT + ")(index) !== colour", List.of(METER, colourOf(MeterState.ON)));
    assertThat(page.locator("[data-state=ON]")).hasAttribute("aria-pressed", "false");
  }

  @Test
  void aClickOnAMeterShowsWhoItIsAndItsLoad() {
    click(METER);

    Meter meter = hub.registry.meter(METER);
    assertThat(page.locator("#detail h2").first()).hasText(meter.name());
    assertThat(page.locator("#detail .chip")).hasText("On");
    assertThat(page.locator("#detail .facts")).containsText(meter.serialNumber());
    assertThat(page.locator("#detail tbody tr")).hasCount(3);
    assertThat(page.locator("#detail svg.chart .bars").first()).hasAttribute("d", Pattern.compile("M.*z"));
  }

  @Test
  void aDisconnectIsConfirmedWithAReasonThenFollowedToItsOutcome() {
    Meter meter = hub.registry.meter(METER);
    click(METER);
    page.locator("[data-action=disconnect]").click();
    Locator dialog = page.locator("dialog");
    assertThat(dialog).containsText(meter.name());
    assertThat(dialog).containsText(hub.registry.usagePoint(meter).address());

    dialog.locator("button[type=submit]").click();
    assertThat(dialog.locator(".problem")).containsText("reason");
    assertThat(page.locator(".command")).hasCount(0);

    dialog.locator("input").fill("Moved out");
    var sent = page.waitForRequest(request -> request.method().equals("POST"), () -> dialog.locator("button[type=submit]").click());

    assertThat(URI.create(sent.url()).getPath()).isEqualTo("/api/meters/" + METER + "/control");
    assertThat(sent.headers()).containsEntry("x-meridian", "console");
    assertThat(sent.postData()).isEqualTo("{\"control\":\"disconnect\",\"reason\":\"Moved out\"}");
    assertThat(dialog).hasCount(0);
    assertThat(page.locator(".command[data-outcome=Disconnected]")).containsText("Moved out");
    assertThat(page.locator("#detail .chip")).hasText("Disconnected");
  }

  @Test
  void aReadThatFailsSaysWhy() {
    hub.field.trouble = Optional.of(new Outcome.TimedOut<>("no answer within 5 s"));
    click(METER);

    page.locator("[data-action=read]").click();

    assertThat(page.locator(".answer")).hasText("Timed out: no answer within 5 s");
  }

  @Test
  void searchIsReachedBySlashAndFliesToTheMeter() {
    Meter meter = hub.registry.meter(METERS - 1);
    page.keyboard().press("/");
    page.keyboard().type(meter.serialNumber());
    assertThat(page.locator("#search-results li").first()).containsText(meter.name());

    page.keyboard().press("Enter");

    assertThat(page.locator("#detail h2").first()).hasText(meter.name());
    page.waitForFunction("index => { const place = meridian.map.meters.pixelOf(index); return place && place.x > 0 && place.y > 0; }",
      METERS - 1);
  }

  @Test
  void aLostConnectionIsShownAndMendsItself() throws IOException {
    int port = URI.create(console.url()).getPort();
    console.close();
    assertThat(page.locator("#connection")).hasText("Connection lost");
    assertThat(page.locator("#lost")).containsText("The map shows");

    hub.live.set(METER, MeterState.TAMPERED);
    console = Console.start(ConsoleConfig.local(port), hub.parts());
    page.locator("#lost button").click();

    assertThat(page.locator("#connection")).hasText("Live");
    assertThat(page.locator("#lost")).isHidden();
    assertThat(page.locator("[data-state=TAMPERED] .number").first()).hasText("1");
  }

  @Test
  void metersThatComeAndGoAreCountedWithoutLoadingThePageAgain() {
    Meter gone = hub.registry.meter(METER);
    Meter fresh = new Meter(Mrid.random(), "FRESH", "F-1", gone.adapter(), "", "", gone.usagePoint());
    Meter loose = new Meter(Mrid.random(), "LOOSE", "F-2", gone.adapter(), "", "", null);
    hub.live.set(METERS, MeterState.TAMPERED);
    hub.registry.apply(new GridChange(List.of(), List.of(fresh, loose), Set.of(gone.mrid())));
    page.waitForFunction("meters => meridian.model.meters === meters", METERS + 1);
    page.waitForFunction("sum => meridian.model.counts.reduce((all, n) => all + n, 0) === sum", METERS + 1);
    assertThat(page.locator("[data-state=TAMPERED] .number").first()).hasText("1");
    lookAt(METERS);
  }

  @Test
  void withoutChromiumTestsAreSkippedAndUnderContinuousIntegrationTheyFail() {
    var nowhere = Path.of("no-such-chromium");
    assertThatThrownBy(() -> Chromium.require(nowhere, false)).isInstanceOf(TestAbortedException.class)
      .hasMessageContaining("no-such-chromium");
    assertThatThrownBy(() -> Chromium.require(nowhere, true)).isInstanceOf(AssertionError.class).hasMessageContaining("CI=true");
  }

  /** Near enough that no neighbour covers the meter. */
  private void lookAt(int meter) {
    var position = hub.registry.usagePoint(hub.registry.meter(meter)).position();
    page.evaluate("at => meridian.map.fly(at.longitude, at.latitude, 18.5)",
      Map.of("longitude", position.longitude_deg(), "latitude", position
        .latitude_deg()));
    page.waitForFunction("([index, colour]) => (" + COLOUR_AT + ")(index) === colour", List.of(meter, colourOf(hub.live.get(meter))));
  }

  private void click(int meter) {
    lookAt(meter);
    var box = page.locator("#map").boundingBox();
    @SuppressWarnings("unchecked")
    var place = (Map<String, Number>) page.evaluate("index => meridian.map.meters.pixelOf(index)", meter);
    page.mouse().click(box.x + place.get("x").doubleValue(), box.y + place.get("y").doubleValue());
  }

  private Object colourOf(MeterState state) { return page.evaluate("i => meridian.model.states[i].colour", state.ordinal()); }
}
