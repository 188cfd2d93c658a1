package meridian.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.services.port.Answered;
import meridian.services.port.Answered.Reason;
import meridian.services.port.Answered.Refusal;

/** What messages were answered, so that the same again changes nothing. */
final class SqlAnswers {
  private static final int VERSION = 1;
  private static final String FIND = "SELECT body FROM answered_request WHERE message_id = ? AND sender = ?";
  private static final Tx.Row<Answered> READ = row -> decode(row.getBytes(1));

  private final Reads reads;
  private final Duration kept;

  /** @param kept how long an answer stays */
  SqlAnswers(Reads reads, Duration kept) {
    this.reads = reads;
    this.kept = kept;
  }

  Optional<Answered> find(Asked asked) {
    return reads.list(FIND, READ, asked.key(), asked.sender()).stream().findFirst();
  }

  /** What was answered before; else keeps this answer, and returns empty. */
  Optional<Answered> keep(Tx tx, Asked asked, Instant at, Answered answer) throws SQLException {
    Optional<Answered> before = tx.list(FIND, READ, asked.key(), asked.sender()).stream().findFirst();
    if (before.isPresent()) return before;
    tx.update("INSERT INTO answered_request (sender, message_id, answered, body) VALUES (?, ?, ?, ?)", asked.sender(), asked.key(),
      Micros.clamped(at), encode(answer));
    tx.update("DELETE FROM answered_request WHERE answered < ?", Micros.clamped(at.minus(kept)));
    return Optional.empty();
  }

  static byte[] encode(Answered answer) {
    var out = new Packer();
    out.octet(VERSION);
    out.number(answer.done().size());
    answer.done().forEach(out::mrid);
    out.number(answer.refused().size());
    for (Refusal refusal : answer.refused()) {
      out.octet(refusal.reason().ordinal());
      out.text(refusal.identifier());
      out.text(refusal.says());
    }
    return out.toBytes();
  }

  static Answered decode(byte[] bytes) {
    var in = new Unpacker("answer", bytes);
    in.version(VERSION);
    int count = in.countOf(16);
    var done = new ArrayList<Mrid>(count);
    for (int i = 0; i < count; i++) {
      done.add(in.mrid());
    }
    int refusals = in.countOf(3);
    List<Refusal> refused = new ArrayList<>(refusals);
    for (int i = 0; i < refusals; i++) {
      Reason reason = Reason.values()[in.count(Reason.values().length - 1)];
      refused.add(new Refusal(reason, in.text(), in.text()));
    }
    in.end();
    return new Answered(done, refused);
  }
}
