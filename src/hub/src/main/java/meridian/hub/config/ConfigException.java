package meridian.hub.config;

/** The configuration cannot be used. The message is a sentence for the operator: key, value, line. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigException(String message) { super(message); }
}
