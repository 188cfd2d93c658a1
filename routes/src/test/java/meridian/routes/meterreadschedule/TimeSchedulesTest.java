package meridian.routes.meterreadschedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.model.master.CimElement;
import meridian.model.task.Recurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Schedule.Slot;

import static meridian.model.master.CimElement.part;
import static meridian.model.master.CimElement.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimeSchedulesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private static CimElement interval(String start, String end) {
    var parts = new ArrayList<CimElement>();
    if (!end.isEmpty()) parts.add(value("end", end));
    if (!start.isEmpty()) parts.add(value("start", start));
    return part("scheduleInterval", parts.toArray(CimElement[]::new));
  }

  private static Schedule read(CimElement... parts) throws TimeSchedules.Wrong {
    return TimeSchedules.read(part("TimeSchedule", parts), NOW);
  }

  @Test
  void withNothingSaidItIsOnceAndNow() throws Exception {
    assertThat(read()).isEqualTo(Schedule.once(NOW));
  }

  @Test
  void aMonthIsByTheClockOfWhoAsked() throws Exception {
    assertThat(read(value("recurrencePattern", "monthly"), interval("2026-07-01T00:00:00+02:00", "")))
      .isEqualTo(new Schedule(Instant.parse("2026-06-30T22:00:00Z"), Optional.empty(), new Recurrence.Monthly(ZoneOffset.ofHours(2)),
        List.of(Slot.AT_ONCE)));
  }

  @Test
  void timePointsOfOneTimeAreTimesAndThoseOfARepetitionAreFromItsBegin() throws Exception {
    var points = new CimElement[]{interval("2026-06-02T00:00:00Z", ""), part("TimePoints", value("dateTime", "2026-06-03T00:00:00Z")),
        part("TimePoints", value("relativeTimeInterval", "3600"), part("window", value("end", "2026-06-02T02:30:00Z")))};
    assertThat(read(points)).isEqualTo(new Schedule(Instant.parse("2026-06-02T01:00:00Z"), Optional.empty(), new Recurrence.Once(),
      List.of(new Slot(Duration.ofHours(23), Optional.empty()), new Slot(Duration.ZERO, Optional.of(Duration.ofMinutes(90))))));
    assertThat(read(value("recurrencePeriod", "8.64E4"), interval("2026-06-02T00:00:00Z", ""), value("offset", "60"),
      part("TimePoints", value("relativeTimeInterval", "1.5"))).slots())
      .containsExactly(new Slot(Duration.ofMillis(61_500), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "recurrencePattern | first Monday | TimeSchedule/recurrencePattern: 'first Monday' is not known",
      "recurrencePeriod  | 59           | at least 60 seconds",
      "recurrencePeriod  | NaN          | NaN is outside",
      "recurrencePeriod  | -900         | -900 is outside",
      "recurrencePeriod  | INF          | is no number of seconds",
      "recurrencePeriod  | 1E30         | is outside",
      "offset            | soon         | 'soon' is no number of seconds"})
  void whatMakesNoSenseIsSaid(String element, String text, String says) {
    assertThatThrownBy(() -> read(value(element, text))).isInstanceOf(TimeSchedules.Wrong.class).hasMessageContaining(says);
  }

  @Test
  void contradictionsAreSaid() {
    assertThatThrownBy(() -> read(value("recurrencePattern", "daily"), value("recurrencePeriod", "3600")))
      .hasMessageContaining("not daily");
    assertThatThrownBy(() -> read(interval("2026-07-02T00:00:00Z", "2026-07-01T00:00:00Z"))).hasMessageContaining("ends before it starts");
    assertThatThrownBy(() -> read(interval("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))).hasMessageContaining("it is over");
    assertThatThrownBy(() -> read(value("recurrencePattern", "daily"), part("TimePoints", value("dateTime", "2026-07-01T00:00:00Z"))))
      .hasMessageContaining("relativeTimeInterval instead");
    assertThatThrownBy(() -> read(interval("2026-07-01T00:00:00", ""))).hasMessageContaining("no time zone");
  }

  /** What a get gives, a create takes: thousands of random schedules. */
  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      Schedule schedule = random(random);
      CimElement tree = part("TimeSchedule", TimeSchedules.write(schedule).toArray(CimElement[]::new));
      assertThat(TimeSchedules.read(tree, NOW)).as(tree.toString()).isEqualTo(schedule);
      assertThat(TimeSchedules.read(TimeSchedules.merge(schedule, part("TimeSchedule", value("disabled", "true"))), NOW))
        .isEqualTo(schedule);
    }
  }

  private static Schedule random(Random random) {
    Instant start = NOW.plusMillis(random.nextLong(1L << 36));
    Recurrence recurrence = switch (random.nextInt(3)) {
      case 0 -> new Recurrence.Once();
      case 1 -> new Recurrence.Every(Duration.ofMillis(60_000 + random.nextInt(1 << 30)));
      default -> new Recurrence.Monthly(ZoneOffset.ofTotalSeconds(random.nextInt(-20, 20) * 1_800));
    };
    boolean once = recurrence instanceof Recurrence.Once;
    List<Slot> slots = new ArrayList<>();
    for (int left = random.nextInt(3); left >= 0; left--) {
      Duration after = once && slots.isEmpty() ? Duration.ZERO : Duration.ofMillis(random.nextInt(1 << 30));
      slots.add(new Slot(after, random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofMillis(1 + random.nextInt(1 << 25)))));
    }
    boolean points = slots.size() > 1 || slots.getFirst().window().isPresent();
    boolean ends = random.nextBoolean() && !(once && points);
    return new Schedule(start, ends ? Optional.of(start.plusSeconds(1_000_000)) : Optional.empty(), recurrence, slots);
  }

  @Test
  void aChangeTouchesWhatItNames() throws Exception {
    Schedule daily = read(value("recurrencePattern", "daily"), interval("2026-07-01T00:00:00Z", ""), value("offset", "60"));
    CimElement end = TimeSchedules.merge(daily, part("TimeSchedule", interval("", "2026-08-01T00:00:00Z")));
    assertThat(TimeSchedules.read(end, NOW)).isEqualTo(new Schedule(daily.start(), Optional.of(Instant.parse("2026-08-01T00:00:00Z")),
      daily.recurrence(), daily.slots()));
    CimElement points = TimeSchedules.merge(daily, part("TimeSchedule", part("TimePoints", value("relativeTimeInterval", "0"))));
    assertThat(TimeSchedules.read(points, NOW).slots()).containsExactly(Slot.AT_ONCE);
    CimElement weekly = TimeSchedules.merge(daily, part("TimeSchedule", value("recurrencePattern", "weekly")));
    assertThat(TimeSchedules.read(weekly, NOW).recurrence()).isEqualTo(new Recurrence.Every(Duration.ofDays(7)));
  }
}
