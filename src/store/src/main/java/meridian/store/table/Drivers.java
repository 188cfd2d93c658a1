package meridian.store.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;

/** The JDBC driver of one address: of the hub's own, or of a jar in a class loader of its own that sees the JDK alone. Thread-safe. */
final class Drivers implements AutoCloseable {
  private final TableConfig config;
  private final Duration patience;
  /** Whether PostgreSQL's driver may make one statement of many rows: not when they may meet the same key. */
  private final boolean batchesRewritten;
  private final @Nullable URLClassLoader loader;
  private final Driver driver;

  /** @throws IllegalArgumentException naming the key */
  Drivers(Plan plan) {
    String key = plan.key();
    config = plan.config();
    patience = plan.patience();
    batchesRewritten = !plan.isKeyed();
    if (!config.url().startsWith("jdbc:"))
      throw new IllegalArgumentException(key + "url wants an address that begins with jdbc:, was: " + config.url());
    if (config.url().matches("(?i).*([?&;]|^)(password|pwd)=.*") || config.url().matches("jdbc:[^?;]*//[^/?;]*:[^/?;]*@.*"))
      throw new IllegalArgumentException(key + "url must not hold a password; it goes into " + key + "password");
    loader = config.driver().map(jar -> loader(key, jar)).orElse(null);
    driver = find(key);
  }

  private static URLClassLoader loader(String key, Path jar) {
    if (!Files.isReadable(jar)) throw new IllegalArgumentException(key + "driver: there is no jar " + jar + ", or it cannot be read");
    try {
      return new URLClassLoader("driver", new URL[]{jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(key + "driver wants a path, was: " + jar, impossible);
    }
  }

  private Driver find(String key) {
    List<Driver> drivers = List.of(new org.postgresql.Driver(), new org.h2.Driver());
    try {
      if (loader != null)
        drivers = ServiceLoader.load(Driver.class, loader).stream().filter(provider -> provider.type().getClassLoader() == loader)
          .map(ServiceLoader.Provider::get).toList();
      for (Driver each : drivers) {
        if (each.acceptsURL(config.url())) return each;
      }
    } catch (SQLException | ServiceConfigurationError | LinkageError unusable) {
      close();
      throw new IllegalArgumentException(key + "driver: the jar's driver cannot be used: " + unusable.getMessage(), unusable);
    }
    close();
    throw new IllegalArgumentException(
      key + "driver: " + (loader == null ? "name the jar of the JDBC driver for " : "no driver in that jar for ")
        + address(config));
  }

  /** Not in a transaction of its own yet; every wait on it is bounded. */
  Connection connect() throws SQLException {
    Connection connection = driver.connect(config.url(), properties());
    if (connection == null) throw new SQLException("the driver does not take the address " + address(config));
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(Math.min(patience.toMillis(), Integer.MAX_VALUE)));
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The address without what may stand behind a question mark. */
  static String address(TableConfig config) {
    return config.url().replaceAll("[?;].*", "");
  }

  private Properties properties() {
    var properties = new Properties();
    if (!config.user().isEmpty()) properties.setProperty("user", config.user());
    if (!config.password().isEmpty()) properties.setProperty("password", config.password().text());
    String millis = String.valueOf(patience.toMillis());
    String seconds = String.valueOf(Math.max(1, patience.toSeconds()));
    switch (config.url().split(":", 3)[1]) {
      case "postgresql" -> {
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "meridian");
        properties.setProperty("reWriteBatchedInserts", String.valueOf(batchesRewritten));
      }
      case "mariadb", "mysql" -> {
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("tcpKeepAlive", "true");
      }
      case "oracle" -> {
        properties.setProperty("oracle.net.CONNECT_TIMEOUT", millis);
        properties.setProperty("oracle.jdbc.ReadTimeout", millis);
      }
      default -> {
        // the network timeout set on the connection is all there is
      }
    }
    return properties;
  }

  @Override
  public void close() {
    if (loader == null) return;
    try {
      loader.close();
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
