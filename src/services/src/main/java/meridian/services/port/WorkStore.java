package meridian.services.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.work.MeterServiceWork;

/** Keeps work. Safe for concurrent callers. */
public interface WorkStore {

  /** What this message was answered the first time it came. */
  Optional<Answered> findAnswer(Asked asked);

  /**
   * What one message does.
   *
   * @param put new, or in place of the one of the same mRID
   * @param told what the enterprise is told of it
   */
  record Change(Asked asked, Instant at, List<MeterServiceWork> put, List<Notice.Objects> told, Answered answer) {
    public Change {
      put = List.copyOf(put);
      told = List.copyOf(told);
    }
  }

  /**
   * Keeps all of it, and owes what is told, in one transaction; durable on return.
   *
   * @return the change's answer; or that of the first time, when this sender's message is known, and then nothing is done
   */
  Answered apply(Change change);

  /** A step that no message asked for; the Notice in the same transaction. */
  void step(MeterServiceWork work, Optional<Notice.Objects> told);

  Optional<MeterServiceWork> find(Mrid mrid);

  /** Those of this name, newest first. */
  List<MeterServiceWork> findByName(String name, int limit);

  /** Newest first. @param openOnly without what is completed, cancelled or failed */
  List<MeterServiceWork> list(boolean openOnly, long offset, int limit);

  /** Work on this meter or usage point, newest first. */
  List<MeterServiceWork> listOf(Mrid meterOrUsagePoint, int limit);

  /** Underway by a control whose outcome was not seen. */
  List<MeterServiceWork> listControlled();
}
