package meridian.store;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

import meridian.model.Mrid;
import meridian.model.control.Priority;
import meridian.model.message.Asked;
import meridian.model.metering.ReadingType;
import meridian.model.task.CollectionTask;
import meridian.model.task.Recurrence;
import meridian.model.task.Schedule;
import meridian.model.task.Scope;
import meridian.model.task.TaskRun;

/** The binary form of collection tasks and their runs; as {@link PayloadCodec}. */
final class TaskCodec {
  private static final int VERSION = 1;

  private TaskCodec() {}

  static byte[] encode(CollectionTask task) {
    var out = new Packer();
    out.octet(VERSION);
    out.mrid(task.mrid());
    out.text(task.name());
    all(out, task.scope().meters(), out::mrid);
    all(out, task.scope().usagePoints(), out::mrid);
    all(out, task.scope().groups(), group -> {
      out.text(group.type());
      out.text(group.identifier());
    });
    all(out, task.types(), type -> out.text(type.code()));
    schedule(out, task.schedule());
    out.instant(task.from());
    out.octet(task.disabled() ? 1 : 0);
    out.octet(task.priority().ordinal());
    out.octet(task.state().ordinal());
    asked(out, task.asked());
    out.instant(task.created());
    return out.toBytes();
  }

  static CollectionTask decodeTask(byte[] bytes) {
    var in = new Unpacker("collection task", bytes);
    in.version(VERSION);
    try {
      var task = new CollectionTask(in.mrid(), in.text(),
        new Scope(set(in, 16, in::mrid), set(in, 16, in::mrid), set(in, 2, () -> new Scope.Group(in.text(), in.text()))),
        set(in, 1, () -> ReadingType.of(in.text())), schedule(in), in.instant(), in.octet() == 1,
        Priority.values()[in.count(Priority.values().length - 1)],
        CollectionTask.State.values()[in.count(CollectionTask.State.values().length - 1)], asked(in), in.instant());
      in.end();
      return task;
    } catch (IllegalArgumentException | ArithmeticException notOurs) {
      throw in.damaged(String.valueOf(notOurs.getMessage()));
    }
  }

  private static void schedule(Packer out, Schedule schedule) {
    out.instant(schedule.start());
    maybe(out, schedule.end(), out::instant);
    switch (schedule.recurrence()) {
      case Recurrence.Once() -> out.octet(0);
      case Recurrence.Every(Duration period) -> {
        out.octet(1);
        duration(out, period);
      }
      case Recurrence.Monthly(ZoneOffset offset) -> {
        out.octet(2);
        out.signed(offset.getTotalSeconds());
      }
    }
    all(out, schedule.slots(), slot -> {
      duration(out, slot.after());
      maybe(out, slot.window(), window -> duration(out, window));
    });
  }

  private static Schedule schedule(Unpacker in) {
    Instant start = in.instant();
    Optional<Instant> end = maybe(in, in::instant);
    int kind = in.octet();
    Recurrence recurrence = switch (kind) {
      case 0 -> new Recurrence.Once();
      case 1 -> new Recurrence.Every(duration(in));
      case 2 -> new Recurrence.Monthly(ZoneOffset.ofTotalSeconds(Math.toIntExact(Math.clamp(in.signed(), -64_800, 64_800))));
      default -> throw in.damaged("a recurrence is " + kind);
    };
    return new Schedule(start, end, recurrence, list(in, 3, () -> new Schedule.Slot(duration(in), maybe(in, () -> duration(in)))));
  }

  static byte[] encode(TaskRun run) {
    var out = new Packer();
    out.octet(VERSION);
    out.mrid(run.task());
    out.instant(run.due());
    out.instant(run.began());
    out.instant(run.ended());
    for (int count : new int[]{run.asked(), run.answered(), run.silent(), run.values(), run.left(), run.missed()}) {
      out.number(count);
    }
    return out.toBytes();
  }

  static TaskRun decodeRun(byte[] bytes) {
    var in = new Unpacker("collection run", bytes);
    in.version(VERSION);
    var run = new TaskRun(in.mrid(), in.instant(), in.instant(), in.instant(), count(in), count(in), count(in), count(in), count(in),
      count(in));
    in.end();
    return run;
  }

  private static int count(Unpacker in) { return in.count(Integer.MAX_VALUE); }

  static void asked(Packer out, Asked asked) {
    out.text(asked.sender());
    out.text(asked.messageId());
    out.text(asked.part());
    out.text(asked.by());
  }

  static Asked asked(Unpacker in) { return new Asked(in.text(), in.text(), in.text(), in.text()); }

  private static void duration(Packer out, Duration duration) {
    out.number(duration.getSeconds());
    out.number(duration.getNano());
  }

  private static Duration duration(Unpacker in) { return Duration.ofSeconds(in.number(), in.count(999_999_999)); }

  static <T> void all(Packer out, Collection<T> items, Consumer<T> put) {
    out.number(items.size());
    items.forEach(put);
  }

  static <T> List<T> list(Unpacker in, int bytesEach, Supplier<T> take) {
    int count = in.countOf(bytesEach);
    var list = new ArrayList<T>(count);
    for (int i = 0; i < count; i++) {
      list.add(take.get());
    }
    return list;
  }

  private static <T> Set<T> set(Unpacker in, int bytesEach, Supplier<T> take) { return new HashSet<>(list(in, bytesEach, take)); }

  static <T> void maybe(Packer out, Optional<T> item, Consumer<T> put) {
    out.octet(item.isPresent() ? 1 : 0);
    item.ifPresent(put);
  }

  static <T> Optional<T> maybe(Unpacker in, Supplier<T> take) { return in.octet() == 0 ? Optional.empty() : Optional.of(take.get()); }
}
