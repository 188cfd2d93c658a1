package meridian.store;

import meridian.model.work.ActivityRecord;
import meridian.model.work.MeterServiceWork;
import meridian.model.work.WorkKind;
import meridian.model.work.WorkStatus;

/** The binary form of service work; as {@link PayloadCodec}. */
final class WorkCodec {
  private static final int VERSION = 1;

  private WorkCodec() {}

  static byte[] encode(MeterServiceWork work) {
    var out = new Packer();
    out.octet(VERSION);
    out.mrid(work.mrid());
    out.text(work.name());
    out.text(work.kind().text());
    out.octet(status(work.status()));
    out.instant(work.requested());
    out.instant(work.modified());
    TaskCodec.maybe(out, work.meter(), out::mrid);
    TaskCodec.maybe(out, work.oldMeter(), out::mrid);
    TaskCodec.maybe(out, work.usagePoint(), out::mrid);
    TaskCodec.all(out, work.activities(), activity -> {
      out.instant(activity.created());
      out.text(activity.type());
      out.text(activity.reason());
      out.text(activity.by());
    });
    TaskCodec.maybe(out, work.command(), out::mrid);
    TaskCodec.asked(out, work.asked());
    TreeCodec.put(out, work.told());
    return out.toBytes();
  }

  static MeterServiceWork decode(byte[] bytes) {
    var in = new Unpacker("service work", bytes);
    in.version(VERSION);
    var work = new MeterServiceWork(in.mrid(), in.text(), WorkKind.find(in.text()).orElseThrow(() -> in.damaged("no kind of work")),
      status(in), in.instant(), in.instant(), TaskCodec.maybe(in, in::mrid), TaskCodec.maybe(in, in::mrid), TaskCodec.maybe(in, in::mrid),
      TaskCodec.list(in, 5, () -> new ActivityRecord(in.instant(), in.text(), in.text(), in.text())), TaskCodec.maybe(in, in::mrid),
      TaskCodec.asked(in), TreeCodec.take(in));
    in.end();
    return work;
  }

  private static int status(WorkStatus status) {
    return switch (status) {
      case WorkStatus.Received() -> 0;
      case WorkStatus.Planned() -> 1;
      case WorkStatus.Underway(boolean byControl) -> byControl ? 3 : 2;
      case WorkStatus.Completed() -> 4;
      case WorkStatus.Cancelled() -> 5;
      case WorkStatus.Failed() -> 6;
    };
  }

  private static WorkStatus status(Unpacker in) {
    int kind = in.octet();
    return switch (kind) {
      case 0 -> new WorkStatus.Received();
      case 1 -> new WorkStatus.Planned();
      case 2 -> new WorkStatus.Underway(false);
      case 3 -> new WorkStatus.Underway(true);
      case 4 -> new WorkStatus.Completed();
      case 5 -> new WorkStatus.Cancelled();
      case 6 -> new WorkStatus.Failed();
      default -> throw in.damaged("a work's status is " + kind);
    };
  }
}
