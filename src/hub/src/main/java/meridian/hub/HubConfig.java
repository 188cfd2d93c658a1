package meridian.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import meridian.cim.dialect.PartnerProfile;
import meridian.cim.dialect.Partners;
import meridian.console.ConsoleConfig;
import meridian.hub.config.ConfigException;
import meridian.hub.config.Configuration;
import meridian.routes.CimConfig;
import meridian.routes.broker.BrokerConfig;
import meridian.routes.soap.SoapConfig;
import meridian.services.field.FieldConfig;
import meridian.services.task.TaskConfig;
import meridian.store.StoreConfig;

/**
 * Everything that is configured, typed.
 *
 * @param adapters settings of each adapter, by its name; secrets are in there
 */
public record HubConfig(HubSettings hub, ClockSettings clock, FieldConfig field, TaskConfig collection, StoreConfig store, CimConfig cim,
  SoapConfig soap,
  BrokerConfig jms, ConsoleConfig console, List<NamedSubscriber> subscribers, Partners partners,
  Map<String, Map<String, String>> adapters) {

  private static final String PARTNERS = "partners";
  private static final String YAML = ".yaml";

  /** The sections, in the order of the manual. */
  public static Configuration sections() {
    return NamedSubscriber
      .addTo(new Configuration().add("hub", HubSettings.class).add("console", ConsoleConfig.class).add("soap", SoapConfig.class)
        .add("jms", BrokerConfig.class).add("cim", CimConfig.class).add("field", FieldConfig.class)
        .add("collection", TaskConfig.class).add("store", StoreConfig.class)
        .add("clock", ClockSettings.class))
      .addNamed(PARTNERS, PartnerProfile.class);
  }

  /**
   * Reads {@code --config FILE} (by default {@code hub.yaml}, if there is one), then {@code HUB_…} variables, then {@code --set key=value}.
   *
   * @throws ConfigException for the first thing that is wrong
   */
  public static HubConfig read(List<String> arguments, Map<String, String> environment) throws ConfigException {
    Configuration read = sections();
    Path file = Path.of("hub.yaml");
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (arguments.get(i).equals("--config")) file = Path.of(arguments.get(i + 1));
    }
    if (Files.exists(file) || arguments.contains("--config")) read.file(file);
    read.environment(environment);
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!option.equals("--config") && !option.equals("--set"))
        throw new ConfigException("unknown argument " + option + "; there are --config FILE and --set key=value");
      if (i + 1 == arguments.size()) throw new ConfigException(option + " wants a value");
      if (option.equals("--set")) read.argument(arguments.get(i + 1));
    }
    partnerFiles(read);
    read.refuseUnknown();
    return new HubConfig(read.section("hub", HubSettings.class), read.section("clock", ClockSettings.class),
      read.section("field", FieldConfig.class), read.section("collection", TaskConfig.class), read.section("store", StoreConfig.class),
      read.section("cim", CimConfig.class),
      read.section("soap", SoapConfig.class), read.section("jms", BrokerConfig.class), read.section("console", ConsoleConfig.class),
      NamedSubscriber.read(read), partners(read), read.adapters());
  }

  /** Each file of the folder is a partner of its name. */
  private static void partnerFiles(Configuration read) throws ConfigException {
    String folder = read.section("cim", CimConfig.class).partners();
    if (folder.isEmpty() || !Files.isDirectory(Path.of(folder))) return;
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(one -> one.getFileName().toString().endsWith(YAML)).sorted().toList()) {
        String name = file.getFileName().toString();
        read.file(PARTNERS, name.substring(0, name.length() - YAML.length()), file);
      }
    } catch (IOException unreadable) {
      throw new ConfigException("cim.partners: " + folder + " cannot be read: " + unreadable.getMessage());
    }
  }

  private static Partners partners(Configuration read) throws ConfigException {
    Map<String, PartnerProfile> profiles = new TreeMap<>();
    for (String name : read.names(PARTNERS)) {
      profiles.put(name, read.named(PARTNERS, name, PartnerProfile.class));
    }
    return new Partners(profiles);
  }
}
