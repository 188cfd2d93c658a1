package meridian.store.table;

import java.io.IOException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import meridian.model.config.Secret;

/** What a database's failure means. Source of the codes: SQL standard, the manuals' appendices of errors. */
final class Troubles {
  /** MySQL and MariaDB: data cut, out of range, wrong value, no default, too long, a CHECK not held. */
  private static final Set<Integer> MYSQL_DATA = Set.of(1264, 1265, 1292, 1364, 1366, 1406, 3819, 4025);
  /** Oracle: constraints, NULL, too large, not a number or date. */
  private static final Set<Integer> ORACLE_DATA = Set.of(1, 1400, 1401, 1407, 1426, 1438, 1461, 1722, 2290, 2291, 12899);
  private static final int ORACLE_LOGIN = 1017;

  private Troubles() {}

  /** The rows will not go in, however often they are tried: a value, a constraint, or what a trigger says. */
  static boolean isRefusal(SQLException failure, Dialect dialect) {
    return any(failure, e -> {
      String state = String.valueOf(e.getSQLState());
      int code = e.getErrorCode();
      return e instanceof SQLDataException || e instanceof SQLIntegrityConstraintViolationException || state.startsWith("22")
        || state.startsWith("23") || state.equals("P0001") || state.equals("45000")
        || switch (dialect) {
          case MYSQL -> MYSQL_DATA.contains(code);
          case ORACLE -> ORACLE_DATA.contains(code) || code >= 20_000 && code <= 20_999;
          case POSTGRESQL, PORTABLE -> false;
        };
    });
  }

  static boolean isDisconnected(SQLException failure) {
    return any(failure, e -> {
      String state = String.valueOf(e.getSQLState());
      return e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException && !state.startsWith("28")
        || state.startsWith("08") || state.startsWith("57P") || e.getCause() instanceof IOException;
    });
  }

  /** The user, the password or the database's name is wrong: nothing that passes. */
  static boolean isLoginRefused(SQLException failure) {
    return any(failure, e -> {
      String state = String.valueOf(e.getSQLState());
      return state.startsWith("28") || state.startsWith("3D") || state.startsWith("42") || e.getErrorCode() == ORACLE_LOGIN;
    });
  }

  /** The database's own words on one line, without the password should it be in them. */
  static String words(SQLException failure, Secret password) {
    List<SQLException> chain = chain(failure);
    SQLException last = chain.getLast();
    String said = String.valueOf(last.getMessage()).replaceAll("\\s+", " ").strip();
    if (!password.isEmpty()) said = said.replace(password.text(), "***");
    if (said.length() > 300) said = said.substring(0, 300) + " …";
    return said + " (" + (last.getErrorCode() == 0 ? "" : last.getErrorCode() + ", ") + last.getSQLState() + ")";
  }

  private static boolean any(SQLException failure, Predicate<SQLException> test) { return chain(failure).stream().anyMatch(test); }

  private static List<SQLException> chain(SQLException failure) {
    var chain = new ArrayList<SQLException>();
    for (SQLException e = failure; e != null && chain.size() < 10; e = e.getNextException()) {
      chain.add(e);
    }
    return chain;
  }
}
