package meridian.store;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * A table of days in parts, one a month: {@code interval_day_2026_11}. What no sound clock says, before 2000 or over two months ahead, goes to
 * {@code interval_day_other}, so that noise makes no tables. A part is made before the first row goes there. Parts are made and dropped on
 * the writer's thread; readers of any thread look under a lock.
 */
final class Months {
  private static final YearMonth EARLIEST = YearMonth.of(2000, 1);
  private static final int MONTHS_AHEAD = 2;

  private final Database database;
  private final String table;
  private final InstantSource clock;
  private final NavigableSet<YearMonth> kept = new ConcurrentSkipListSet<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Finds the parts there are, and puts rows of {@code table_other} into parts that they can have by now. */
  Months(Database database, String table, InstantSource clock) throws SQLException {
    this.database = database;
    this.table = table;
    this.clock = clock;
    var months = new TreeSet<YearMonth>();
    database.reads().list("SELECT DISTINCT \"day\" FROM " + other(), row -> row.getInt(1)).stream().filter(this::isPlausible)
      .forEach(day -> months.add(monthOf(day)));
    for (YearMonth month : months) {
      make(month);
    }
    kept.addAll(database.reads().list("SELECT LOWER(table_name) FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA",
      row -> row.getString(1)).stream().filter(name -> name.matches(table + "_\\d{4}_\\d{2}"))
      .map(name -> YearMonth.parse(name.substring(table.length() + 1).replace('_', '-'))).toList());
  }

  /** The table of a day's rows, made when need be. On the writer's thread. */
  String of(int day) throws SQLException {
    YearMonth month = monthOf(day);
    if (kept.contains(month)) return part(month);
    if (!isPlausible(day)) return other();
    make(month);
    return part(month);
  }

  /** The tables that may have rows of these days, oldest first. Within {@link #reading}. */
  List<String> listTables(int firstDay, int lastDay) {
    var tables = new ArrayList<String>();
    YearMonth first = monthOf(firstDay);
    YearMonth last = monthOf(lastDay);
    kept.subSet(first, true, last, true).forEach(month -> tables.add(part(month)));
    if (tables.size() < first.until(last, ChronoUnit.MONTHS) + 1) tables.add(other());
    return tables;
  }

  /** Asks while no part comes or goes. */
  <T> T reading(Supplier<T> question) {
    lock.readLock().lock();
    try {
      return question.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Drops all months that ended before this time, and what is older among the other rows. @return the tables dropped */
  List<String> dropBefore(Tx tx, Instant time) throws SQLException {
    YearMonth first = YearMonth.from(time.atOffset(ZoneOffset.UTC));
    tx.update("DELETE FROM " + other() + " WHERE \"day\" < ?", firstDay(first));
    var dropped = new ArrayList<String>();
    for (YearMonth month : List.copyOf(kept.headSet(first))) {
      lock.writeLock().lock();
      try {
        database.dropPart(table, part(month));
        kept.remove(month);
      } finally {
        lock.writeLock().unlock();
      }
      dropped.add(part(month));
    }
    return dropped;
  }

  private void make(YearMonth month) throws SQLException {
    lock.writeLock().lock();
    try {
      database.makePart(table, part(month), firstDay(month), firstDay(month.plusMonths(1)));
      kept.add(month);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private boolean isPlausible(int day) {
    YearMonth month = monthOf(day);
    return !month.isBefore(EARLIEST) && !month.isAfter(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).plusMonths(MONTHS_AHEAD));
  }

  private static YearMonth monthOf(int day) { return YearMonth.from(LocalDate.ofEpochDay(day)); }

  private static int firstDay(YearMonth month) { return (int) month.atDay(1).toEpochDay(); }

  private String part(YearMonth month) { return String.format(Locale.ROOT, "%s_%04d_%02d", table, month.getYear(), month.getMonthValue()); }

  private String other() { return table + "_other"; }
}
