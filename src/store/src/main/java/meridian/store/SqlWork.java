package meridian.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.work.MeterServiceWork;
import meridian.services.port.Answered;
import meridian.services.port.WorkStore;

/** Service work in SQL. */
final class SqlWork implements WorkStore {
  private static final String SELECT = "SELECT body FROM meter_service_work ";
  private static final Tx.Row<MeterServiceWork> READ = row -> WorkCodec.decode(row.getBytes(1));

  private final GroupCommit writer;
  private final Reads reads;
  private final SqlOutbox outbox;
  private final SqlAnswers answers;

  SqlWork(GroupCommit writer, Reads reads, SqlOutbox outbox, SqlAnswers answers) {
    this.writer = writer;
    this.reads = reads;
    this.outbox = outbox;
    this.answers = answers;
  }

  @Override
  public Optional<Answered> findAnswer(Asked asked) { return answers.find(asked); }

  @Override
  public Answered apply(Change change) {
    return writer.run(Math.max(1, change.put().size()), tx -> {
      Optional<Answered> before = answers.keep(tx, change.asked(), change.at(), change.answer());
      if (before.isPresent()) return before.get();
      for (MeterServiceWork work : change.put()) {
        put(tx, work);
      }
      change.told().forEach(outbox::owe);
      return change.answer();
    });
  }

  @Override
  public void step(MeterServiceWork work, Optional<Notice.Objects> told) {
    writer.run(1, tx -> {
      put(tx, work);
      told.ifPresent(outbox::owe);
      return work;
    });
  }

  private static void put(Tx tx, MeterServiceWork work) throws SQLException {
    int changed = tx.update("UPDATE meter_service_work SET name = ?, open = ?, controlled = ?, meter = CAST(? AS UUID),"
      + " old_meter = CAST(? AS UUID), usage_point = CAST(? AS UUID), body = ? WHERE mrid = ?", work.name(), !work.status().isFinal(),
      work.isControlled(), text(work.meter()), text(work.oldMeter()), text(work.usagePoint()), WorkCodec.encode(work), work.mrid().uuid());
    if (changed > 0) return;
    long sequence = tx.list("SELECT MAX(sequence) FROM meter_service_work", row -> row.getLong(1)).getFirst() + 1;
    tx.update("INSERT INTO meter_service_work (sequence, mrid, name, open, controlled, meter, old_meter, usage_point, body)"
      + " VALUES (?, ?, ?, ?, ?, CAST(? AS UUID), CAST(? AS UUID), CAST(? AS UUID), ?)", sequence, work.mrid().uuid(), work.name(),
      !work.status().isFinal(), work.isControlled(), text(work.meter()), text(work.oldMeter()), text(work.usagePoint()),
      WorkCodec.encode(work));
  }

  /** Its type is in the CAST: of nothing neither database knows it. */
  private static @Nullable Object text(Optional<Mrid> mrid) {
    return mrid.map(Mrid::toString).orElse(null);
  }

  @Override
  public Optional<MeterServiceWork> find(Mrid mrid) {
    return reads.list(SELECT + "WHERE mrid = ?", READ, mrid.uuid()).stream().findFirst();
  }

  @Override
  public List<MeterServiceWork> findByName(String name, int limit) {
    return reads.list(SELECT + "WHERE name = ? ORDER BY sequence DESC LIMIT ?", READ, name, Math.max(0, limit));
  }

  @Override
  public List<MeterServiceWork> list(boolean openOnly, long offset, int limit) {
    return reads.list(SELECT + (openOnly ? "WHERE open " : "") + "ORDER BY sequence DESC LIMIT ? OFFSET ?", READ, Math.max(0, limit),
      Math.max(0, offset));
  }

  @Override
  public List<MeterServiceWork> listOf(Mrid meterOrUsagePoint, int limit) {
    UUID of = meterOrUsagePoint.uuid();
    return reads.list(SELECT + "WHERE meter = ? OR old_meter = ? OR usage_point = ? ORDER BY sequence DESC LIMIT ?", READ, of, of, of,
      Math.max(0, limit));
  }

  @Override
  public List<MeterServiceWork> listControlled() {
    return reads.list(SELECT + "WHERE controlled ORDER BY sequence", READ);
  }
}
