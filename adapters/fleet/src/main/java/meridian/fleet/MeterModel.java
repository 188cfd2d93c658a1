package meridian.fleet;

/**
 * What a meter is: how its management client authenticates and what its relay does on a remote reconnect. Every model lets the
 * reading client (2) read with its password; only {@link #ML4} lets that client switch the relay and set the clock.
 */
public enum MeterModel {
  /** Low level security, reconnects at once. */
  ML4(false, 4),
  /** High level security (GMAC, suite 0), reconnects at once. */
  MH4(true, 4),
  /** High level security (GMAC, suite 0), a reconnect only arms the relay; the button closes it. */
  MH3(true, 3);

  final boolean highLevelSecurity;
  final int controlMode;

  MeterModel(boolean highLevelSecurity, int controlMode) {
    this.highLevelSecurity = highLevelSecurity;
    this.controlMode = controlMode;
  }
}
