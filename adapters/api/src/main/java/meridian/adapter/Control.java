package meridian.adapter;

/** What a device can be asked to do. */
public enum Control {
  /** Open the supply relay. */
  DISCONNECT,
  /** Close the supply relay, or release it for closing by hand where its control mode demands that. */
  CONNECT
}
