package meridian.model.task;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {
  private static final Instant START = Instant.parse("2026-01-31T22:00:00Z");

  private static Schedule schedule(Recurrence recurrence, String end, Schedule.Slot... slots) {
    return new Schedule(START, end.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(end)), recurrence, List.of(slots));
  }

  private static List<String> all(Schedule schedule, int most) {
    var all = new ArrayList<String>();
    Optional<Occurrence> next = schedule.next(Instant.parse("2000-01-01T00:00:00Z"));
    while (next.isPresent() && all.size() < most) {
      all.add(next.get().at().toString());
      assertThat(schedule.last(next.get().at())).isEqualTo(next);
      assertThat(schedule.last(next.get().at().plusNanos(1))).isEqualTo(next);
      next = schedule.next(next.get().at());
    }
    return all;
  }

  @Test
  void onceIsOnce() {
    var once = schedule(new Recurrence.Once(), "", Schedule.Slot.AT_ONCE);
    assertThat(once.last(START.minusNanos(1))).isEmpty();
    assertThat(all(once, 9)).containsExactly("2026-01-31T22:00:00Z");
  }

  @Test
  void noRepetitionBeginsAtTheEnd() {
    var hourly = schedule(new Recurrence.Every(Duration.ofHours(1)), "2026-02-01T01:00:00Z", Schedule.Slot.AT_ONCE);
    assertThat(all(hourly, 9)).containsExactly("2026-01-31T22:00:00Z", "2026-01-31T23:00:00Z", "2026-02-01T00:00:00Z");
    assertThat(hourly.last(Instant.parse("2030-01-01T00:00:00Z")).orElseThrow().at()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(schedule(new Recurrence.Once(), "2026-01-31T22:00:00Z", Schedule.Slot.AT_ONCE).next(START.minusSeconds(1))).isEmpty();
  }

  /** Slots longer than the period fall between later repetitions; each comes once, in order of time. */
  @Test
  void slotsAreCountedFromTheirRepetition() {
    var daily = schedule(new Recurrence.Every(Duration.ofDays(1)), "2026-02-02T00:00:00Z", new Schedule.Slot(Duration.ofHours(30),
      Optional.of(Duration.ofMinutes(5))), new Schedule.Slot(Duration.ofHours(1), Optional.empty()));
    assertThat(all(daily, 9)).containsExactly("2026-01-31T23:00:00Z", "2026-02-01T23:00:00Z", "2026-02-02T04:00:00Z",
      "2026-02-03T04:00:00Z");
    assertThat(daily.last(Instant.parse("2026-02-02T04:00:00Z")).orElseThrow().until()).contains(Instant.parse("2026-02-02T04:05:00Z"));
  }

  /** 22:00 UTC on 31 January is midnight of 1 February two hours east of Greenwich: there it is every first of the month. */
  @Test
  void monthlyIsTheSameDayByTheClockOfWhoAsked() {
    var east = schedule(new Recurrence.Monthly(ZoneOffset.ofHours(2)), "", Schedule.Slot.AT_ONCE);
    assertThat(all(east, 3)).containsExactly("2026-01-31T22:00:00Z", "2026-02-28T22:00:00Z", "2026-03-31T22:00:00Z");
    var utc = schedule(new Recurrence.Monthly(ZoneOffset.UTC), "2026-05-01T00:00:00Z", Schedule.Slot.AT_ONCE);
    assertThat(all(utc, 9)).containsExactly("2026-01-31T22:00:00Z", "2026-02-28T22:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z");
  }
}
