package meridian.services.live;

/** What the map shows of a meter. The ordinal is the byte on the wire to browsers: append, never reorder. Worse states come later. */
public enum MeterState {
  /** Nothing heard of it since the hub started. */
  UNKNOWN,
  /** Answers, and its relay is closed. */
  ON,
  /** Its relay was opened by command. */
  DISCONNECTED,
  /** Its relay is released and waits for a hand on the button. */
  ARMED,
  /** It did not answer when it was last asked. */
  SILENT,
  /** It reported a cover opened or another attack, not yet looked at. */
  TAMPERED,
  /** It reported that its supply is gone. */
  OFF
}
