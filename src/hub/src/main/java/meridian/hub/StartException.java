package meridian.hub;

/** The hub cannot start here: a port is in use, a folder is not writable. The message is a sentence for the operator and names the key. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1;

  public StartException(String message, Throwable cause) { super(message, cause); }
}
