package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import meridian.model.TimePeriod;
import meridian.model.message.Verb;
import meridian.model.metering.ReadingType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecodeTest {
  private static final GroupReference STREET = new GroupReference("EndDeviceGroup", "street 5");

  private final CimCodec codec = TestMessages.codec();

  @Test
  void aQueryInGenericWrapping() throws IOException, CimException {
    var query = (CimRequest.GetMeterReadings) codec.decode(TestMessages.golden("get-meter-readings.generic.xml"));

    assertThat(query.header())
      .isEqualTo(new Header(Verb.GET, "MeterReadings", "2.0", "", Optional.of(Instant.parse("2026-03-29T01:00:00Z")),
        "MDM", false, "", false, "", "8d9e3bd4-0a6b-4bd3-9a0a-5a2ff6d9a001", "corr-1", Map.of("tier", "gold")));
    assertThat(query.wrapping()).isEqualTo(Wrapping.GENERIC);
    assertThat(query.endDevices()).containsExactly("3f1d4a52-7a51-4e29-8a5c-000000000001", "M-0002");
    assertThat(query.usagePoints()).containsExactly("UP-7");
    assertThat(query.readingTypes()).isEqualTo(Set.of(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh));
    assertThat(query.period()).contains(period("2026-03-28T00:00:00Z", "2026-03-29T00:00:00Z"));
    assertThat(query.options()).isEqualTo(Map.of("source", "meter"));
  }

  @Test
  void aQueryInItsOwnWrapper() throws IOException, CimException {
    var query = (CimRequest.GetMeterReadings) codec.decode(TestMessages.golden("get-meter-readings.typed.xml"));

    assertThat(query.wrapping()).isEqualTo(Wrapping.TYPED);
    assertThat(query.endDevices()).containsExactly("M-0001");
    assertThat(query.readingTypes()).isEmpty();
    assertThat(query.period()).as("the 25 hours of a long day").contains(period("2026-10-23T22:00:00Z", "2026-10-24T23:00:00Z"));
  }

  @Test
  void controlsInTheirOwnWrapper() throws IOException, CimException {
    var request = (CimRequest.CreateEndDeviceControls) codec.decode(TestMessages.golden("create-end-device-controls.typed.xml"));

    assertThat(request.header().asyncReplyFlag()).isTrue();
    assertThat(request.header().ackRequired()).isTrue();
    assertThat(request.header().replyAddress()).isEqualTo("http://cis.example/replies");
    assertThat(request.header().userId()).isEqualTo("anna");
    assertThat(request.controls()).containsExactly(
      new RequestedControl("3.31.0.23", List.of("3f1d4a52-7a51-4e29-8a5c-000000000001", "M-0002"), List.of("UP-7"), List.of(),
        "non-payment & moved out", Optional.of(period("2026-03-29T02:00:00Z", "2026-03-29T04:00:00Z"))),
      new RequestedControl("3.31.0.18", List.of(), List.of(), List.of(STREET), "", Optional.empty()));
  }

  @Test
  void controlsInGenericWrapping() throws IOException, CimException {
    var request = (CimRequest.CreateEndDeviceControls) codec.decode(TestMessages.golden("create-end-device-controls.generic.xml"));

    assertThat(request.wrapping()).isEqualTo(Wrapping.GENERIC);
    assertThat(request.controls()).containsExactly(
      new RequestedControl("3.31.0.18", List.of("M-0001"), List.of(), List.of(), "", Optional.empty()));
  }

  @Test
  void aControlSaysWhenItFallsDueAndWhenItExpires() throws IOException, CimException {
    var timed = (CimRequest.CreateEndDeviceControls) codec.decode(TestMessages.golden("create-end-device-controls.typed.xml"));
    assertThat(timed.controls().getFirst().start()).contains(Instant.parse("2026-03-29T02:00:00Z"));
    assertThat(timed.controls().getFirst().end()).contains(Instant.parse("2026-03-29T04:00:00Z"));
    var open = (CimRequest.CreateEndDeviceControls) codec.decode(stream(
      TestMessages.goldenText("create-end-device-controls.typed.xml").replace("<end>2026-03-29T04:00:00Z</end>", "")));
    assertThat(open.controls().getFirst().start()).isPresent();
    assertThat(open.controls().getFirst().end()).isEmpty();
    assertThat(open.controls().getLast().start()).isEmpty();
  }

  @Test
  void aCancellationNamesControlsByMridByTheirRequestOrByAnId() throws IOException, CimException {
    var typed = (CimRequest.CancelEndDeviceControls) codec.decode(TestMessages.golden("cancel-end-device-controls.typed.xml"));
    assertThat(typed.references()).containsExactly(
      new ControlReference("", "m-3", List.of("M-0002"), List.of("UP-7"), List.of(STREET)),
      new ControlReference("3f1d4a52-7a51-4e29-8a5c-000000000009", "", List.of(), List.of(), List.of()));
    var generic = (CimRequest.CancelEndDeviceControls) codec.decode(TestMessages.golden("cancel-end-device-controls.generic.xml"));
    assertThat(generic.references()).containsExactly(new ControlReference("", "m-3", List.of(), List.of(), List.of()));
    assertThatThrownBy(() -> codec.decode(stream(TestMessages.goldenText("cancel-end-device-controls.generic.xml")
      .replaceAll("<Payload>.*</Payload>", "")))).hasMessageContaining("a Payload is needed here");
  }

  @Test
  void aQueryMayLieInThePayloadToo() throws IOException, CimException {
    String moved = TestMessages.goldenText("get-meter-readings.generic.xml")
      .replace("<GetMeterReadings xmlns", "</Request><Payload><GetMeterReadings xmlns")
      .replace("</GetMeterReadings>\n  </Request>", "</GetMeterReadings></Payload>");
    var query = (CimRequest.GetMeterReadings) codec.decode(stream(moved));
    assertThat(query.usagePoints()).containsExactly("UP-7");
    assertThat(query.period()).isPresent();
  }

  @Test
  void theSchemaWatchesAPayloadThatTheEnvelopeSkips() throws IOException {
    String bad = TestMessages.goldenText("get-meter-readings.generic.xml")
      .replace("<GetMeterReadings xmlns", "</Request><Payload><GetMeterReadings xmlns")
      .replace("</GetMeterReadings>\n  </Request>", "</GetMeterReadings></Payload>").replace("<UsagePoint>", "<UsagePoint><x/>");
    assertThatThrownBy(() -> codec.decode(stream(bad)))
      .hasMessageContaining("/RequestMessage/Payload/GetMeterReadings/UsagePoint/x: does not belong here");
  }

  @Test
  void anOpenPeriodReachesFarEnough() throws IOException, CimException {
    String open = TestMessages.goldenText("get-meter-readings.generic.xml").replaceAll("<EndTime>.*</EndTime>", "");
    var query = (CimRequest.GetMeterReadings) codec.decode(stream(open));
    assertThat(query.period()).contains(period("2026-03-28T00:00:00Z", "9999-12-31T00:00:00Z"));
  }

  @Test
  void whatIsNotServedIsToldApartFromWhatIsBroken() throws CimException {
    for (String[] verbAndNoun : new String[][]{{"create", "Weather"}, {"change", "EndDeviceControls"}, {"get", "EndDeviceControls"},
        {"created", "MeterConfig"}, {"execute", "MeterConfig"}, {"create", "OperationSet"}, {"reply", "MeterConfig"}}) {
      var request = codec.decode(stream("<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>" + verbAndNoun[0] + "</Verb><Noun>"
        + verbAndNoun[1] + "</Noun></Header><Payload><x xmlns='u'/></Payload></RequestMessage>"));
      assertThat(request).isInstanceOf(CimRequest.Unserved.class);
      assertThat(request.header().noun()).isEqualTo(verbAndNoun[1]);
    }
  }

  @Test
  void aReplyGoesBackWhereTheRequestCameFrom() throws IOException, CimException {
    Header request = codec.decode(TestMessages.golden("get-meter-readings.generic.xml")).header();
    assertThat(request.reply("r", TestMessages.NOW, "hub").correlationId()).isEqualTo("corr-1");
    Header without = codec.decode(TestMessages.golden("get-meter-readings.typed.xml")).header();
    assertThat(without.reply("r", TestMessages.NOW, "hub").correlationId()).isEqualTo("m-2");
  }

  @Test
  void aStreamThatBreaksOffIsBadInput() {
    var broken = new InputStream() {
      @Override
      public int read() throws IOException { throw new IOException("reset by 10.1.2.3"); }
    };
    assertThatThrownBy(() -> codec.decode(broken)).isInstanceOf(CimException.class).hasMessageNotContaining("10.1.2.3");
  }

  @Test
  void manyAtOnceDoNotDisturbOneAnother() throws Exception {
    String good = TestMessages.goldenText("create-end-device-controls.generic.xml");
    String bad = good.replace("<x:EndDevices>", "<x:reason/><x:EndDevices>");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> work = IntStream.range(0, 2_000).<Callable<String>>mapToObj(i -> () -> {
        String name = "M-" + i;
        try {
          var request = (CimRequest.CreateEndDeviceControls) codec.decode(stream((i % 3 == 0 ? bad : good).replace("M-0001", name)));
          return request.controls().getFirst().devices().equals(List.of(name)) ? "taken" : "mixed up";
        } catch (CimException e) {
          return e.error().code();
        }
      }).toList();
      var results = threads.invokeAll(work);
      for (int i = 0; i < results.size(); i++) {
        assertThat(results.get(i).get()).isEqualTo(i % 3 == 0 ? "1.8" : "taken");
      }
    }
  }

  private static TimePeriod period(String start, String end) { return new TimePeriod(Instant.parse(start), Instant.parse(end)); }

  private static InputStream stream(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }
}
