package meridian.hub;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import meridian.store.PostgresServer;

/** What a hub under test keeps its store in: a folder of its own, or a database server of its own. */
final class TestStore implements AutoCloseable {
  enum Kind { H2, POSTGIS }

  final Optional<PostgresServer> server;
  private final Map<String, Object> settings;

  private TestStore(Optional<PostgresServer> server, Map<String, Object> settings) {
    this.server = server;
    this.settings = settings;
  }

  static TestStore start(Kind kind) throws IOException {
    return switch (kind) {
      case H2 -> new TestStore(Optional.empty(), Map.of());
      case POSTGIS -> {
        PostgresServer server = PostgresServer.start();
        try {
          yield new TestStore(Optional.of(server),
            Map.of("store.url", server.database("hub"), "store.user", PostgresServer.USER, "store.password", PostgresServer.PASSWORD));
        } catch (SQLException trouble) {
          server.close();
          throw new IOException(trouble);
        }
      }
    };
  }

  /** To be added to a hub's. */
  Map<String, Object> settings() { return settings; }

  @Override
  public void close() { server.ifPresent(PostgresServer::close); }
}
