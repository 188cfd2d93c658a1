package meridian.store;

import java.io.EOFException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

import meridian.services.port.StoreException;

/** Says in the operator's words what a database's failure means. Data never gets into the words. */
final class Failures {

  static final String IN_USE = "MER01";
  static final String BAD_ADDRESS = "MER02";

  private static final Set<Integer> DAMAGE = Set.of(DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_CHUNK_NOT_FOUND,
    DataUtils.ERROR_BLOCK_NOT_FOUND);

  private Failures() {}

  /** @param doing what was tried, for example {@code write} */
  static StoreException of(String doing, SQLException failure) {
    if (noSpace(failure)) return full(failure);
    if (isDisconnected(failure))
      return new StoreException("the database does not answer: the store could not " + doing + ", and is tried again", failure);
    return switch (failure.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 -> new StoreException("another hub is using the store", failure);
      case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN, ErrorCode.OBJECT_CLOSED -> new StoreException(
        "the store is closed: it could not " + doing, failure);
      default -> new StoreException(isDamaged(failure)
        ? "the store's file is damaged; stop the hub and put the last backup back with ./hub restore FILE --replace"
        : "the store could not " + doing + " (database error " + code(failure) + ")", failure);
    };
  }

  /** H2's file is not what it was written as. */
  static boolean isDamaged(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e && e.getErrorCode() == ErrorCode.FILE_CORRUPTED_1) return true;
      if (cause instanceof EOFException) return true; // it is shorter than it says
      if (cause instanceof MVStoreException e && DAMAGE.contains(e.getErrorCode())) return true;
    }
    return false;
  }

  private static String code(SQLException failure) {
    return failure.getErrorCode() != 0 ? String.valueOf(failure.getErrorCode()) : String.valueOf(failure.getSQLState());
  }

  /** As {@link #of}, for the opening of a file. */
  static StoreException opening(Path file, SQLException failure) {
    if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1)
      return new StoreException(
        "store.folder: another hub is using " + file.getParent() + "; stop it, or set store.folder to another folder", failure);
    if (isDamaged(failure))
      return new StoreException("store.folder: " + file + ".mv.db is damaged; put the last backup back with ./hub restore FILE --replace",
        failure);
    return of("open " + file, failure);
  }

  /** As {@link #of}, for a database server. Source of the codes: PostgreSQL manual, Appendix A. */
  static StoreException opening(String address, SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return new StoreException(switch (state) {
      case IN_USE -> "store.url: another hub is using " + address + "; stop it, or give this one a database of its own";
      case BAD_ADDRESS -> "store.url wants jdbc:postgresql://HOST:PORT/DATABASE, with the user in store.user, was: " + address;
      case "28P01", "28000", "08004" -> "store.user, store.password: " + address + " does not let this user in";
      case "3D000" -> "store.url: there is no such database at " + address + "; have its administrator run CREATE DATABASE";
      case "42501" -> "store.user: this user may not make tables in " + address + "; have its administrator grant CREATE on the database";
      case "25006" -> "store.url: " + address + " is read-only; name the primary server";
      case "57P03" -> "store.url: " + address + " is starting up or shutting down; try again in a moment";
      default -> isDisconnected(failure)
        ? "store.url: nothing answers at " + address + "; start the database server, or correct the address"
        : "store.url: " + address + " cannot be used (database error " + code(failure) + ")";
    }, failure);
  }

  /** The connection is gone, and with it the knowledge whether the last commit was kept. */
  static boolean isDisconnected(Throwable failure) {
    if (!(failure instanceof SQLException e)) return false;
    if (e instanceof SQLTransientConnectionException) return true; // the pool waited in vain
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P0") || state.equals(IN_USE);
  }

  static StoreException full(Exception cause) {
    return new StoreException(
      "the store's disk is full: free some space (nothing acknowledged is lost; what was being written was refused)", cause);
  }

  private static boolean noSpace(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (cause instanceof SQLException e && "53100".equals(e.getSQLState())) return true;
      if (message != null && message.contains("No space left on device")) return true;
    }
    return false;
  }
}
