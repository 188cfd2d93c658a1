package meridian.store;

import java.nio.file.Path;
import java.sql.SQLException;

import org.h2.api.ErrorCode;

import meridian.services.port.StoreException;

/** Says in the operator's words what a database's failure means. Data never gets into the words. */
final class Failures {

  private Failures() {}

  /** @param doing what was tried, for example {@code write} */
  static StoreException of(String doing, SQLException failure) {
    if (noSpace(failure)) return full(failure);
    return switch (failure.getErrorCode()) {
      case ErrorCode.DATABASE_ALREADY_OPEN_1 -> new StoreException("another hub is using the store", failure);
      case ErrorCode.DATABASE_IS_CLOSED, ErrorCode.DATABASE_CALLED_AT_SHUTDOWN, ErrorCode.OBJECT_CLOSED -> new StoreException(
        "the store is closed: it could not " + doing, failure);
      case ErrorCode.FILE_CORRUPTED_1 -> new StoreException(
        "the store's file is damaged: restore the last backup, or ask for help before starting the hub again", failure);
      default -> new StoreException("the store could not " + doing + " (database error " + failure.getErrorCode() + ")", failure);
    };
  }

  /** As {@link #of}, for the opening of a file. */
  static StoreException opening(Path file, SQLException failure) {
    if (failure.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1)
      return new StoreException(
        "store.folder: another hub is using " + file.getParent() + "; stop it, or set store.folder to another folder", failure);
    return of("open " + file, failure);
  }

  static StoreException full(Exception cause) {
    return new StoreException(
      "the store's disk is full: free some space (nothing acknowledged is lost; what was being written was refused)", cause);
  }

  private static boolean noSpace(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.contains("No space left on device")) return true;
    }
    return false;
  }
}
