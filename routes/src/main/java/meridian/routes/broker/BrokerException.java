package meridian.routes.broker;

/** The broker cannot start or is not safe to use. Whose fault: the operator's; the message says what to change. */
public final class BrokerException extends Exception {
  private static final long serialVersionUID = 1;

  BrokerException(String message) { super(message); }

  BrokerException(String message, Throwable cause) { super(message, cause); }
}
