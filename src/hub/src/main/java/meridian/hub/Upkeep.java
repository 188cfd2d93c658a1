package meridian.hub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import meridian.hub.config.ConfigException;
import meridian.store.Backup;
import meridian.store.BackupManifest;
import meridian.store.StoreConfig;

/** The commands for a hub's store that end by themselves. */
final class Upkeep {
  private static final String REPLACE = "--replace";

  private Upkeep() {}

  /**
   * {@code backup FILE|FOLDER} or {@code restore FILE [--replace]}, before or behind the arguments of {@code run}.
   *
   * @return what was done
   * @throws ConfigException when the arguments or the configuration are wrong
   * @throws meridian.services.port.StoreException when it could not be done
   */
  static String of(String command, List<String> arguments, Map<String, String> environment) throws ConfigException {
    List<String> options = new ArrayList<>();
    List<String> files = new ArrayList<>();
    boolean replace = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (command.equals("restore") && argument.equals(REPLACE)) replace = true;
      else if (argument.startsWith("--")) {
        options.add(argument);
        if (++i < arguments.size()) options.add(arguments.get(i));
      } else
        files.add(argument);
    }
    StoreConfig store = HubConfig.read(options, environment).store();
    if (files.size() != 1)
      throw new ConfigException(
        command.equals("backup") ? "backup wants one FILE that is not there yet, or a folder" : "restore wants one FILE");
    Path file = Path.of(files.getFirst());
    return command.equals("backup") ? backup(store, file) : restore(store, file, replace);
  }

  private static String backup(StoreConfig store, Path target) {
    Path made = Backup.make(store, target, bytes -> System.err.println("hub: " + (bytes >> 20) + " MB so far"));
    return "The backup is " + made;
  }

  private static String restore(StoreConfig store, Path file, boolean replace) {
    BackupManifest backup = Backup.restore(store, file, replace);
    return "Restored what the store was at " + backup.made() + " (backup of Meridian " + backup.version() + ")";
  }
}
