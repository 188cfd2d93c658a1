package meridian.adapter.testkit;

/** How a device can be in trouble. */
public enum Misbehaviour {
  /** Nobody listens at its address. */
  ABSENT,
  /** Accepts the connection and never answers. */
  SILENT,
  /** Answers with the beginning of a sound answer, then nothing more. */
  HALF_ANSWER,
  /** Answers byte by byte, so slowly that the answer would take a minute. */
  TRICKLE,
  /** Answers with noise. */
  NOISE
}
