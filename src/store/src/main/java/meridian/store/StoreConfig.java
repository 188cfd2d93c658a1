package meridian.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import meridian.model.config.Secret;
import meridian.model.config.Setting;
import meridian.model.config.Settings;

/** Where and how the store keeps. */
public record StoreConfig(
  @Setting(value = "", says = "PostgreSQL database with PostGIS that is the store, as `jdbc:postgresql://HOST:PORT/DATABASE`; empty for the embedded one.") String url,
  @Setting(value = "", says = "User of that database, who may make a schema in it.") String user,
  @Setting(value = "", says = "Password of that user.") Secret password,
  @Setting(value = "data/store", says = "Folder of the embedded store; made when it is missing.") Path folder,
  @Setting(value = "1000", min = "1", says = "Calls that may wait for the store's writer; a further one waits for a place.") int queueCapacity,
  @Setting(value = "10s", min = "0s", says = "How long a call waits for a place before it is refused.") Duration queueWait,
  @Setting(value = "50000", min = "1", says = "Single values after which one commit takes in no further call.") int groupValues,
  @Setting(value = "true", says = "Whether a commit waits until the disk has it: then it survives a power cut, not only the end of the process.") boolean forceToDisk,
  @Setting(value = "64MB", min = "0B", says = "Writing is refused when the disk has less than this left.") long minFree_bytes,
  @Setting(value = "96MB", min = "0B", says = "Memory for the packed days and last values of the meters that reported last.") long cache_bytes,
  @Setting(value = "1100d", min = "31d", says = "How long readings stay: whole months that ended longer ago are dropped, at the start and once an hour.") Duration readingsKept,
  @Setting(value = "1100d", min = "1d", says = "How long an event stays, by the device's time of it.") Duration eventsKept,
  @Setting(value = "30d", min = "1h", says = "How long an exchange stays in the journal.") Duration journalKept,
  @Setting(value = "3d", min = "0s", says = "How long a delivered notice stays in the outbox, to be replayed.") Duration outboxKept,
  @Setting(value = "64MB", min = "1B", says = "Memory for messages that wait to be journalled; beyond three quarters of it bodies are left out, beyond all of it exchanges.") long journalWaiting_bytes,
  @Setting(value = "400d", min = "1h", says = "How long a command stays after its request is finished, in the clock's time; until then the request sent again is not done again.") Duration commandsKept) {

  /** The defaults, embedded in this folder. */
  public static StoreConfig in(Path folder) { return in(folder, Map.of()); }

  /** @param settings what is not at its default, by key */
  public static StoreConfig in(Path folder, Map<String, String> settings) {
    return with(settings, Map.of("folder", folder.toString()));
  }

  /** The defaults, in this database. */
  public static StoreConfig at(String url, String user, String password) {
    return at(url, user, password, Map.of());
  }

  /** @param settings what is not at its default, by key */
  public static StoreConfig at(String url, String user, String password, Map<String, String> settings) {
    return with(settings, Map.of("url", url, "user", user, "password", password));
  }

  private static StoreConfig with(Map<String, String> settings, Map<String, String> place) {
    var all = new HashMap<>(settings);
    all.putAll(place);
    return Settings.read(StoreConfig.class, all);
  }
}
