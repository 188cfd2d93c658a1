package meridian.services.port;

/** The store could not do what it was asked: full, closed or broken. Whose fault: the hub's operator. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) { super(message, cause); }
}
