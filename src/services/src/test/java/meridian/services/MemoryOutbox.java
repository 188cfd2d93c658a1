package meridian.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.message.Notice;
import meridian.services.port.Outbox;
import meridian.services.port.StoreException;
import meridian.services.port.UnreadableNotice;

/** The outbox in memory, never pruned; it outlives a {@code Deliver} as the real one outlives a hub. A new consumer starts at the first notice. */
public class MemoryOutbox implements Outbox {
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Long> positions = new HashMap<>();
  private final Set<String> paused = new HashSet<>();
  private final Map<String, TreeMap<Long, SetAside>> setAside = new HashMap<>();
  private final Map<String, Range> replays = new HashMap<>();
  private final Set<Long> damaged = new HashSet<>();

  private record Range(TimePeriod period, long position, long last, long notices, long done) {}

  public synchronized Notice owe(Instant created, Notice.Content content) {
    var notice = new Notice(notices.size() + 1, Mrid.random(), created, content);
    notices.add(notice);
    notifyAll();
    return notice;
  }

  /** From now on this one cannot be read. */
  public synchronized void damage(long sequence) { damaged.add(sequence); }

  private List<Notice> readable(List<Notice> found) {
    for (int i = 0; i < found.size(); i++) {
      long sequence = found.get(i).sequence();
      if (!damaged.contains(sequence)) continue;
      if (i > 0) return found.subList(0, i);
      throw new UnreadableNotice(sequence, new StoreException("damaged", new IllegalStateException()));
    }
    return found;
  }

  @Override
  public synchronized List<Notice> after(long sequence, int limit) {
    return readable(notices.stream().filter(notice -> notice.sequence() > sequence).limit(limit).toList());
  }

  @Override
  public synchronized long position(String consumer) { return positions.getOrDefault(consumer, 0L); }

  @Override
  public synchronized void advance(String consumer, long sequence) {
    positions.merge(consumer, sequence, Math::max);
    notifyAll();
  }

  @Override
  public synchronized Waiting waiting(String consumer, Set<Notice.Noun> nouns) {
    List<Notice> waiting = notices.stream()
      .filter(notice -> notice.sequence() > position(consumer) && nouns.contains(notice.noun())).toList();
    return new Waiting(waiting.size(), waiting.stream().map(Notice::created).findFirst());
  }

  @Override
  public synchronized void pause(String consumer, boolean pause) {
    if (pause) paused.add(consumer);
    else
      paused.remove(consumer);
  }

  @Override
  public synchronized boolean isPaused(String consumer) { return paused.contains(consumer); }

  @Override
  public void prune(Collection<String> consumers) {
    // Everything is kept for the test to see.
  }

  @Override
  public synchronized void await(long sequence, long patience_ms) throws InterruptedException {
    if (notices.size() <= sequence) wait(Math.min(patience_ms, 20));
  }

  private TreeMap<Long, SetAside> asideOf(String consumer) { return setAside.computeIfAbsent(consumer, _ -> new TreeMap<>()); }

  @Override
  public synchronized void setAside(String consumer, long sequence, String reason) {
    Notice notice = notices.get((int) sequence - 1);
    asideOf(consumer).put(sequence,
      new SetAside(sequence, notice.messageId().toString(), notice.noun(), notice.created(), reason, false));
    advance(consumer, sequence);
  }

  @Override
  public synchronized List<SetAside> listSetAside(String consumer, int limit) {
    return asideOf(consumer).values().stream().limit(limit).toList();
  }

  @Override
  public synchronized long countSetAside(String consumer) { return asideOf(consumer).size(); }

  @Override
  public synchronized boolean tryAgain(String consumer, long sequence) {
    return asideOf(consumer).computeIfPresent(sequence, (_, kept) -> again(kept)) != null;
  }

  @Override
  public synchronized int tryAllAgain(String consumer) {
    asideOf(consumer).replaceAll((_, kept) -> again(kept));
    return asideOf(consumer).size();
  }

  private static SetAside again(SetAside kept) {
    return new SetAside(kept.sequence(), kept.messageId(), kept.noun(), kept.created(), kept.reason(), true);
  }

  @Override
  public synchronized Optional<Notice> nextAgain(String consumer) {
    return readable(asideOf(consumer).values().stream().filter(SetAside::again).limit(1)
      .map(kept -> notices.get((int) kept.sequence() - 1)).toList()).stream().findFirst();
  }

  @Override
  public synchronized boolean dropSetAside(String consumer, long sequence) { return asideOf(consumer).remove(sequence) != null; }

  @Override
  public synchronized Optional<Replay> replay(String consumer, TimePeriod period) {
    if (replays.containsKey(consumer)) return Optional.empty();
    List<Notice> told = notices.stream()
      .filter(notice -> notice.sequence() <= position(consumer) && period.contains(notice.created())).toList();
    if (!told.isEmpty())
      replays.put(consumer, new Range(period, told.getFirst().sequence() - 1, told.getLast().sequence(), told.size(), 0));
    return Optional.of(new Replay(period, told.size(), 0));
  }

  @Override
  public synchronized Optional<Replay> findReplay(String consumer) {
    return Optional.ofNullable(replays.get(consumer)).map(range -> new Replay(range.period, range.notices, range.done));
  }

  @Override
  public synchronized List<Notice> nextOfReplay(String consumer, int limit) {
    Range range = replays.get(consumer);
    if (range == null) return List.of();
    return readable(notices.stream().filter(notice -> notice.sequence() > range.position && notice.sequence() <= range.last)
      .filter(notice -> range.period.contains(notice.created())).limit(limit).toList());
  }

  @Override
  public synchronized void advanceReplay(String consumer, long sequence, int count) {
    replays.computeIfPresent(consumer, (_, range) -> new Range(range.period, sequence, range.last, range.notices, range.done + count));
  }

  @Override
  public synchronized boolean endReplay(String consumer) { return replays.remove(consumer) != null; }
}
