package meridian.services.port;

/** A notice is kept in a form that cannot be read: damaged, or written by a later version. */
public final class UnreadableNotice extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final long sequence;

  public UnreadableNotice(long sequence, StoreException why) {
    super("notice " + sequence + " cannot be read: " + why.getMessage(), why);
    this.sequence = sequence;
  }

  public long sequence() { return sequence; }
}
