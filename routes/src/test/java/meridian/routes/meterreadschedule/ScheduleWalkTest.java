package meridian.routes.meterreadschedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import meridian.routes.soap.SoapService;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One whole walk: a schedule over SOAP, meters asked, the schedule taken back, nobody asked any more. */
class ScheduleWalkTest {
  @TempDir
  private Path data;
  private World world;

  @BeforeEach
  void open() throws Exception { world = World.open(data); }

  @AfterEach
  void close() { world.close(); }

  private String send(String verb, String messageId, String payload) throws Exception {
    String root = Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "MeterReadSchedule";
    return world.post(SoapService.get("ExecuteMeterReadSchedule"), """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <w:%s xmlns="http://iec.ch/TC57/2011/schema/message" xmlns:w="http://iec.ch/TC57/2011/MeterReadScheduleMessage">
      <w:Header><Verb>%s</Verb><Noun>MeterReadSchedule</Noun><Source>MDM</Source><MessageID>%s</MessageID></w:Header>
      <w:Payload><MeterReadSchedule xmlns="http://iec.ch/TC57/2011/MeterReadSchedule#">%s</MeterReadSchedule></w:Payload>
      </w:%1$s></s:Body></s:Envelope>""".formatted(root, verb, messageId, payload)).body();
  }

  private static String timeSchedule(String name, String parts) {
    return "<TimeSchedule>" + parts.replace("NAMES", "<Names><name>" + name + "</name></Names>") + "</TimeSchedule>";
  }

  private static String device(String name) { return "<EndDevice><Names><name>" + name + "</name></Names></EndDevice>"; }

  private long asked(String meter) { return world.field.collected.stream().filter(meter::equals).count(); }

  @Test
  void aScheduleIsDoneUntilItIsCancelled() throws Exception {
    String once = device("MTR-2") + timeSchedule("NOW", "NAMES");
    String created = send("create", "m1", once);
    assertThat(created).contains("<Result>OK</Result>").contains("objectType=\"TimeSchedule\"");
    await().until(() -> asked("MTR-2") == 2); // the configured round begins with all meters, too
    await().until(() -> world.tasks.find("MDM", "NOW").orElseThrow().state().text().equals("completed"));
    assertThat(world.tasks.runs(world.tasks.find("MDM", "NOW").orElseThrow().mrid(), 1).getFirst().answered()).isEqualTo(1);

    // The same message again is answered the same, and no meter is asked again.
    assertThat(send("create", "m1", once)).contains("<Result>OK</Result>").contains(created.replaceAll("(?s).*(<ID kind.*?</ID>).*", "$1"));

    Instant soon = Instant.now().plus(Duration.ofHours(1));
    String hourly = "<recurrencePattern>hourly</recurrencePattern>NAMES<scheduleInterval><start>" + soon + "</start></scheduleInterval>";
    assertThat(send("create", "m2", device("MTR-3") + timeSchedule("HOURLY", hourly))).contains("<Result>OK</Result>");
    assertThat(world.tasks.nextDue(world.tasks.find("MDM", "HOURLY").orElseThrow())).contains(soon);
    assertThat(send("cancel", "m3", timeSchedule("HOURLY", "NAMES"))).contains("<Result>OK</Result>");
    assertThat(world.tasks.nextDue(world.tasks.find("MDM", "HOURLY").orElseThrow())).isEmpty();
    assertThat(send("cancel", "m4", timeSchedule("HOURLY", "NAMES"))).contains("<Result>FAILED</Result>").contains("it is cancelled");
    assertThat(asked("MTR-3")).isEqualTo(1);
    assertThat(asked("MTR-2")).isEqualTo(2);
  }

  @Test
  void everyErrorIsFoundAndNothingIsKept() throws Exception {
    String answer = send("create", "m1", device("MTR-9") + "<ReadingType><mRID>volts</mRID></ReadingType>"
      + timeSchedule("A", "<recurrencePeriod>1</recurrencePeriod>NAMES") + "<UsagePoint><mRID>UP-8</mRID></UsagePoint>");
    assertThat(answer).contains("<Result>FAILED</Result>").contains("<code>2.4</code>").contains("<code>2.6</code>")
      .contains("<code>2.12</code>")
      .contains("<code>6.1</code>").contains("Payload/MeterReadSchedule/TimeSchedule/recurrencePeriod: it must be at least 60 seconds");
    assertThat(world.tasks.list()).hasSize(1);
  }
}
