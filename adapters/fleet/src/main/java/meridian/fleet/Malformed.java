package meridian.fleet;

/** A peer's bytes do not follow the protocol. Carries no stack trace: it is expected trouble, answered on the wire. */
final class Malformed extends RuntimeException {
  Malformed(String what) { super(what, null, false, false); }
}
