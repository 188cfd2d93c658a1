package meridian.store.table;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.model.Mrid;
import meridian.model.grid.Meter;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/**
 * Subscriber of kind {@code sql}: writes what it is owed into tables of the enterprise's own database. The rows of a notice and the mark
 * that they are written are one transaction of that database, so a notice handed over again, after a crash or a commit nobody knows the
 * end of, changes nothing. Thread-safe; one call at a time.
 */
public final class TableSubscriber implements Subscriber {
  private static final Logger LOG = LoggerFactory.getLogger(TableSubscriber.class);
  /** A connection idle for longer is asked whether it still lives: firewalls forget. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int TOGETHER = 64;

  /** A new connection, in a transaction. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  private final Plan plan;
  private final Connector connector;
  private final AutoCloseable drivers;
  private @Nullable Session session;
  private long used_ns;

  private TableSubscriber(Plan plan, Connector connector, AutoCloseable drivers) {
    this.plan = plan;
    this.connector = connector;
    this.drivers = drivers;
  }

  /**
   * Looks at the configuration and, when the database answers, at its tables. A database that is down is no reason not to start: its tables
   * are looked at when it is there.
   *
   * @param name of the subscriber: its keys are {@code subscribers.NAME.…}
   * @param patience longest wait for an answer of the database
   * @param meters who a meter is, for the words name and serial-number; its mRID stands for one that is not known
   * @throws IllegalArgumentException when the configuration and the database do not go together; it names key, table and column
   */
  public static TableSubscriber open(String name, TableConfig config, Duration patience, Function<Mrid, Optional<Meter>> meters) {
    Plan plan = Plan.of(name, config, patience, meters);
    var drivers = new Drivers(plan);
    return open(plan, drivers::connect, drivers);
  }

  /** @param drivers closed at the end */
  static TableSubscriber open(Plan plan, Connector connector, AutoCloseable drivers) {
    var subscriber = new TableSubscriber(plan, connector, drivers);
    try {
      subscriber.session();
    } catch (IllegalArgumentException wrong) {
      subscriber.close();
      throw wrong;
    } catch (SQLException e) {
      if (Troubles.isLoginRefused(e) && !Troubles.isDisconnected(e)) {
        subscriber.close();
        throw new IllegalArgumentException(plan.key() + "user, " + plan.key() + "password, " + plan.key() + "url: "
          + subscriber.words(e), e);
      }
      LOG.warn("subscriber {} waits for its database: {}", subscriber.name(), subscriber.words(e));
    }
    return subscriber;
  }

  @Override
  public String name() { return plan.subscriber(); }

  @Override
  public String kind() { return "sql"; }

  @Override
  public String address() { return Drivers.address(plan.config()); }

  @Override
  public void deliver(Notice notice) throws Refused, TableTrouble { deliver(List.of(notice)); }

  @Override
  public int together() { return TOGETHER; }

  /** All of them in one transaction, or none. */
  @Override
  public synchronized void deliver(List<Notice> notices) throws Refused, TableTrouble {
    try {
      Session open = session();
      try {
        open.deliver(notices);
        used_ns = System.nanoTime();
      } catch (SQLException e) {
        if (!Troubles.isRefusal(e, open.dialect())) throw e;
        takeBack(open);
        throw new Refused(Troubles.words(e, plan.config().password()));
      } catch (Refused e) {
        takeBack(open);
        throw e;
      }
    } catch (SQLException e) {
      drop();
      throw new TableTrouble(words(e), e);
    } catch (IllegalArgumentException wrong) {
      drop();
      throw new TableTrouble(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Session session() throws SQLException {
    Session open = session;
    if (open != null && System.nanoTime() - used_ns > IDLE.toNanos()
      && !open.isAlive((int) Math.max(1, plan.patience().toSeconds()))) {
      drop();
      open = null;
    }
    if (open != null) return open;
    Connection connection = connector.connect();
    try {
      open = new Session(connection, plan);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
    used_ns = System.nanoTime();
    session = open;
    return open;
  }

  private void takeBack(Session open) {
    try {
      open.rollback();
    } catch (SQLException gone) {
      LOG.debug("subscriber {}: {}", name(), words(gone));
      drop();
    }
  }

  private void drop() {
    Session open = session;
    session = null;
    if (open == null) return;
    try {
      open.close();
    } catch (SQLException gone) {
      LOG.debug("subscriber {}: {}", name(), words(gone));
    }
  }

  private String words(SQLException e) {
    return Drivers.address(plan.config()) + " says: " + Troubles.words(e, plan.config().password());
  }

  @Override
  public synchronized void close() {
    drop();
    try {
      drivers.close();
    } catch (Exception left) {
      LOG.debug("the driver of {} was not let go: {}", name(), left.toString());
    }
  }
}
