package meridian.services.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** News for whoever listens now; nothing is kept. Listeners are called on the teller's thread: they must return at once. */
public final class Feed<T> {
  private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

  public void subscribe(Consumer<T> listener) { listeners.add(listener); }

  public void unsubscribe(Consumer<T> listener) { listeners.remove(listener); }

  public void tell(T news) {
    for (Consumer<T> listener : listeners) {
      listener.accept(news);
    }
  }
}
