package meridian.cim;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.message.Verb;

import static meridian.model.master.CimElement.part;
import static meridian.model.master.CimElement.value;
import static org.assertj.core.api.Assertions.assertThat;

/** Objects that are told of: whatever order their elements come in, the message follows the schema and says the verb. */
class ObjectNoticesTest {
  private static final CimElement WORK = part("MeterServiceWork", value("requestDateTime", "2026-03-01T00:00:00Z"),
    part("status", value("dateTime", "2026-03-01T00:00:00Z"), value("value", "planned")), value("mRID", Mrid.random().toString()),
    part("Meter", part("Names", value("name", "M & 1"))), value("kind", "repair"), part("Names", value("name", "W-1")),
    part("ActivityRecords", value("type", "received"), value("reason", "by <anna>"), value("createdDateTime", "2026-03-01T00:00:00Z")));

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "CHANGED", "CANCELED", "CLOSED"})
  void followTheSchemaInBothWrappings(Verb verb) throws Exception {
    var notice = new Notice(1, Mrid.random(), TestMessages.NOW,
      new Notice.Objects(verb, Notice.Noun.METER_SERVICE_REQUESTS, List.of(WORK, WORK)));
    for (Wrapping wrapping : List.of(Wrapping.TYPED, Wrapping.GENERIC)) {
      byte[] message = TestMessages.codec().encode(notice, wrapping);
      String text = new String(message, StandardCharsets.UTF_8);
      assertThat(TestMessages.violations(message)).as(text).isEmpty();
      assertThat(text).contains("<Verb>" + verb.text() + "</Verb>").contains(
        wrapping == Wrapping.TYPED ? Names.capital(verb) + "MeterServiceRequests" : "<EventMessage");
    }
  }
}
