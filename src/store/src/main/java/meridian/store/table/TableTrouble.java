package meridian.store.table;

/** The database does not take rows now; the same is tried again. */
final class TableTrouble extends Exception {
  private static final long serialVersionUID = 1;

  TableTrouble(String message, Throwable cause) { super(message, cause); }
}
