package meridian.adapter;

/** The supply relay as the device states it: COSEM class 70, output_state and control_state together. */
public enum RelayState {
  CONNECTED, DISCONNECTED,
  /** Open, and waiting for a hand on the meter's button. */
  READY_FOR_RECONNECTION
}
