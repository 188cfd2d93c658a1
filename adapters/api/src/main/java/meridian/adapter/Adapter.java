package meridian.adapter;

import java.io.IOException;
import java.util.concurrent.Executor;

/** One configured plug-in. Its methods are called from many threads at once. */
public interface Adapter extends AutoCloseable {

  /**
   * Opens a connection to what answers at {@code gateway}'s address: a meter, or the concentrator its meters stand behind. Blocks until
   * connected. Called on a virtual thread of the hub, which interrupts it when time is up.
   *
   * @throws IOException when nothing answers there
   */
  Line open(Device gateway) throws IOException, InterruptedException;

  /**
   * Listens for devices that call in, until closed or interrupted; tells {@code listener} what they say and acknowledges to a device only
   * after the listener has returned. Blocks. Only with {@link Capability#PUSH}.
   *
   * @param threads runs whatever must run beside the caller, on threads of the hub; refuses when there are too many
   * @throws IOException when the port or path cannot be had: begins with the setting to change, for example {@code push.udp: …}
   */
  default void listen(AdapterListener listener, Executor threads) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("this adapter does not listen");
  }

  /** Ends everything this adapter has open; blocked calls end promptly. Safe to call twice. */
  @Override
  void close();
}
