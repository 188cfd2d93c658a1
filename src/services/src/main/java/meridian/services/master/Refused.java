package meridian.services.master;

/** Why a wish cannot be granted; becomes a {@link Problem}. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final Problem.Kind kind;
  private final String type;
  private final String identifier;

  /** @param says what exactly, for the sender */
  Refused(Problem.Kind kind, String type, String identifier, String says) {
    super(says, null, false, false);
    this.kind = kind;
    this.type = type;
    this.identifier = identifier;
  }

  Problem problem(int wish) { return new Problem(wish, kind, type, identifier, String.valueOf(getMessage())); }
}
