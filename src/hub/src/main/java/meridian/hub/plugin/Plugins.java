package meridian.hub.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.adapter.AdapterFactory;
import meridian.services.field.InstalledAdapter;

/**
 * Loads adapters: in a plug-in folder each jar, and each folder of jars, is one plug-in with a class loader of its own that sees the JDK,
 * adapters/api and nothing else of the hub. A plug-in that cannot be loaded is said so and left out; the others work.
 */
public final class Plugins implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

  private final Map<String, InstalledAdapter> adapters = new LinkedHashMap<>();
  private final List<URLClassLoader> loaders = new ArrayList<>();

  /** @param settings of each adapter, by its name */
  public Plugins(List<Path> folders, Map<String, Map<String, String>> settings) {
    for (Path folder : folders) {
      for (Path plugin : listPlugins(folder)) {
        load(plugin, settings);
      }
    }
    settings.keySet().stream().filter(name -> !adapters.containsKey(name))
      .forEach(name -> LOG.warn("adapters.{} is configured, but no plug-in of that name was found in {}", name, folders));
  }

  public Map<String, InstalledAdapter> adapters() { return adapters; }

  private static List<Path> listPlugins(Path folder) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> Files.isDirectory(child) || child.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException unreadable) {
      LOG.warn("plug-in folder {} cannot be read: {}", folder, unreadable.getMessage());
      return List.of();
    }
  }

  private void load(Path plugin, Map<String, Map<String, String>> settings) {
    try {
      var loader = new URLClassLoader(plugin.getFileName().toString(), jars(plugin), new ApiOnly());
      loaders.add(loader);
      for (AdapterFactory factory : ServiceLoader.load(AdapterFactory.class, loader)) {
        install(plugin, factory, settings.getOrDefault(factory.name(), Map.of()));
      }
    } catch (IOException | ServiceConfigurationError | LinkageError | RuntimeException unusable) {
      LOG.error("plug-in {} cannot be used: {}", plugin, unusable.getMessage());
    }
  }

  private void install(Path plugin, AdapterFactory factory, Map<String, String> settings) {
    if (adapters.containsKey(factory.name())) {
      LOG.error("plug-in {} brings a second adapter named {}: left out", plugin, factory.name());
      return;
    }
    adapters.put(factory.name(), new InstalledAdapter(factory.name(), factory.capabilities(), factory.create(settings)));
    LOG.info("adapter {} from {}: {}", factory.name(), plugin, factory.capabilities());
  }

  private static URL[] jars(Path plugin) throws IOException {
    if (!Files.isDirectory(plugin)) return new URL[]{url(plugin)};
    try (Stream<Path> children = Files.list(plugin)) {
      return children.filter(child -> child.toString().endsWith(".jar")).sorted().map(Plugins::url).toArray(URL[]::new);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public void close() {
    for (InstalledAdapter installed : adapters.values()) {
      try {
        installed.adapter().close();
      } catch (RuntimeException defect) {
        LOG.warn("adapter {} failed to close: {}", installed.name(), defect.toString());
      }
    }
    for (URLClassLoader loader : loaders) {
      try {
        loader.close();
      } catch (IOException left) {
        LOG.debug("class loader {}: {}", loader.getName(), left.getMessage());
      }
    }
  }

  /** Shows a plug-in the JDK and adapters/api. */
  private static final class ApiOnly extends ClassLoader {

    ApiOnly() { super("adapters/api", ClassLoader.getPlatformClassLoader()); }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.startsWith("meridian.adapter.") || name.indexOf('.', "meridian.adapter.".length()) >= 0)
        throw new ClassNotFoundException(name);
      return AdapterFactory.class.getClassLoader().loadClass(name);
    }
  }
}
