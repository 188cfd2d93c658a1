package meridian.services;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import meridian.model.Mrid;
import meridian.model.message.Asked;
import meridian.model.message.Notice;
import meridian.model.work.MeterServiceWork;
import meridian.services.port.Answered;
import meridian.services.port.WorkStore;

/** Work in memory. */
public class MemoryWork implements WorkStore {
  public final List<Notice.Objects> told = new ArrayList<>();
  private final Map<Mrid, MeterServiceWork> work = new LinkedHashMap<>();
  private final Map<List<String>, Answered> answers = new HashMap<>();

  @Override
  public synchronized Optional<Answered> findAnswer(Asked asked) { return Optional.ofNullable(answers.get(key(asked))); }

  private static List<String> key(Asked asked) { return List.of(asked.sender(), asked.key()); }

  @Override
  public synchronized Answered apply(Change change) {
    Answered before = answers.putIfAbsent(key(change.asked()), change.answer());
    if (before != null) return before;
    change.put().forEach(one -> work.put(one.mrid(), one));
    change.told().forEach(this::owe);
    return change.answer();
  }

  @Override
  public synchronized void step(MeterServiceWork one, Optional<Notice.Objects> notice) {
    work.put(one.mrid(), one);
    notice.ifPresent(this::owe);
  }

  protected void owe(Notice.Objects objects) { told.add(objects); }

  public synchronized List<Notice.Objects> told() { return List.copyOf(told); }

  @Override
  public synchronized Optional<MeterServiceWork> find(Mrid mrid) { return Optional.ofNullable(work.get(mrid)); }

  @Override
  public List<MeterServiceWork> findByName(String name, int limit) { return newest(one -> one.name().equals(name), 0, limit); }

  @Override
  public List<MeterServiceWork> list(boolean openOnly, long offset, int limit) {
    return newest(one -> !openOnly || !one.status().isFinal(), offset, limit);
  }

  @Override
  public List<MeterServiceWork> listOf(Mrid of, int limit) {
    return newest(one -> Optional.of(of).equals(one.meter()) || Optional.of(of).equals(one.oldMeter())
      || Optional.of(of).equals(one.usagePoint()), 0, limit);
  }

  @Override
  public List<MeterServiceWork> listControlled() { return newest(MeterServiceWork::isControlled, 0, Integer.MAX_VALUE); }

  private synchronized List<MeterServiceWork> newest(Predicate<MeterServiceWork> wanted, long offset, int limit) {
    return new ArrayList<>(work.values()).reversed().stream().filter(wanted).skip(offset).limit(limit).toList();
  }
}
