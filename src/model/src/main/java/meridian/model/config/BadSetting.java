package meridian.model.config;

/** A value that a config record refuses; whoever read it adds the section, the value and its place. Thrown by the record's constructor. */
public final class BadSetting extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String key;
  private final String wants;

  /**
   * @param key without its section, for example {@code event-codes}
   * @param wants what the operator should write, as the end of a sentence
   */
  public BadSetting(String key, String wants) {
    super(key + " wants " + wants);
    this.key = key;
    this.wants = wants;
  }

  public String key() { return key; }

  public String wants() { return wants; }
}
