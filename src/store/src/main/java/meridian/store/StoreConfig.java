package meridian.store;

import java.nio.file.Path;
import java.time.Duration;

import meridian.model.config.Setting;
import meridian.model.config.Settings;

/** How the embedded store keeps. */
public record StoreConfig(
  @Setting(value = "data/store", says = "Folder of the embedded store; made when it is missing.") Path folder,
  @Setting(value = "1000", min = "1", says = "Calls that may wait for the store's writer; a further one waits for a place.") int queueCapacity,
  @Setting(value = "10s", min = "0s", says = "How long a call waits for a place before it is refused.") Duration queueWait,
  @Setting(value = "50000", min = "1", says = "Single values after which one commit takes in no further call.") int groupValues,
  @Setting(value = "true", says = "Whether a commit waits until the disk has it: then it survives a power cut, not only the end of the process.") boolean forceToDisk,
  @Setting(value = "64MB", min = "0B", says = "Writing is refused when the disk has less than this left.") long minFree_bytes,
  @Setting(value = "96MB", min = "0B", says = "Memory for the packed days and last values of the meters that reported last.") long cache_bytes,
  @Setting(value = "30d", min = "1h", says = "How long an exchange stays in the journal.") Duration journalKept,
  @Setting(value = "64MB", min = "1B", says = "Message bodies that may wait to be journalled; a further one waits.") long journalWaiting_bytes) {

  /** The defaults, in this folder. */
  public static StoreConfig in(Path folder) {
    StoreConfig usual = Settings.defaults(StoreConfig.class);
    return new StoreConfig(folder, usual.queueCapacity, usual.queueWait, usual.groupValues, usual.forceToDisk, usual.minFree_bytes,
      usual.cache_bytes,
      usual.journalKept, usual.journalWaiting_bytes);
  }
}
