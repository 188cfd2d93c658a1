package meridian.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the embedded store keeps.
 *
 * @param folder where its files lie; made when it is missing
 * @param queueCapacity calls that may wait for the writer; a further one blocks
 * @param queueWait how long a call blocks for a place in the queue before it is refused
 * @param groupValues single values after which a commit takes in no further call
 * @param forceToDisk whether a commit waits until the disk has it: survives a power cut, not only the end of the process
 * @param minFree_bytes writing is refused when the disk has less than this left
 * @param cache_bytes for packed days and last values of the meters that reported last
 * @param journalKept how long an exchange stays in the journal
 * @param journalWaiting_bytes message bodies that may wait to be journalled; a further one blocks
 */
public record StoreConfig(Path folder, int queueCapacity, Duration queueWait, int groupValues, boolean forceToDisk, long minFree_bytes,
  long cache_bytes, Duration journalKept, long journalWaiting_bytes) {

  public StoreConfig {
    if (queueCapacity < 1) throw new IllegalArgumentException("store.queue-capacity must be > 0, was " + queueCapacity);
    if (queueWait.isNegative()) throw new IllegalArgumentException("store.queue-wait must not be negative, was " + queueWait);
    if (groupValues < 1) throw new IllegalArgumentException("store.group-values must be > 0, was " + groupValues);
    if (minFree_bytes < 0) throw new IllegalArgumentException("store.min-free must not be negative, was " + minFree_bytes);
    if (cache_bytes < 0) throw new IllegalArgumentException("store.cache must not be negative, was " + cache_bytes);
    if (!journalKept.isPositive()) throw new IllegalArgumentException("store.journal-kept must be > 0, was " + journalKept);
    if (journalWaiting_bytes < 1) throw new IllegalArgumentException("store.journal-waiting must be > 0, was " + journalWaiting_bytes);
  }

  /** The defaults, in this folder. */
  public static StoreConfig in(Path folder) {
    return new StoreConfig(folder, 1_000, Duration.ofSeconds(10), 50_000, true, 64 << 20, 96 << 20, Duration.ofDays(30), 64 << 20);
  }
}
