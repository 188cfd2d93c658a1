package meridian.dlms;

import java.io.IOException;
import java.util.List;

import meridian.adapter.Control;
import meridian.adapter.RelayState;

/** The disconnect control object, class 70: moves the relay and reads its output state and control state together. */
final class Relay {
  private static final byte[] INTEGER_ZERO = {0x0F, 0};

  private Relay() {}

  static RelayState control(Session session, Control control) throws Trouble, IOException {
    Attribute method = switch (control) {
      case DISCONNECT -> Attribute.REMOTE_DISCONNECT;
      case CONNECT -> Attribute.REMOTE_RECONNECT;
    };
    int result = session.act(method, INTEGER_ZERO).result();
    if (result != 0) throw Trouble.refused(control + ": " + AccessResult.name(result));
    return read(session);
  }

  static RelayState read(Session session) throws Trouble, IOException {
    List<Data> states = session.get(List.of(Attribute.OUTPUT_STATE, Attribute.CONTROL_STATE));
    return state(states.get(0).bool(), states.get(1).integer());
  }

  /** The two must agree: a relay said to be closed and to be disconnected is no state to report. */
  static RelayState state(boolean closed, long control) throws Trouble {
    if (closed && control == 1) return RelayState.CONNECTED;
    if (!closed && control == 0) return RelayState.DISCONNECTED;
    if (!closed && control == 2) return RelayState.READY_FOR_RECONNECTION;
    throw Trouble.garbled("output state " + closed + " and control state " + control + " contradict each other");
  }
}
