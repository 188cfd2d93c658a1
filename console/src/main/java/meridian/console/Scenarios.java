package meridian.console;

import java.util.List;
import java.util.Optional;

import meridian.services.live.Feed;

/** Things a demonstration can make happen. Safe for concurrent callers; may block. */
public interface Scenarios {

  /**
   * @param name short, lower case, with dashes: {@code feeder-fault}
   * @param title for people
   * @param target what it happens to, for people; may be empty
   */
  record Scenario(String name, String title, String description, boolean running, String target) {}

  List<Scenario> list();

  /** Starts it, or lets it run on. Empty when there is none of that name. */
  Optional<Scenario> start(String name) throws NotNow;

  /** Ends it, or leaves it ended. Empty when there is none of that name. */
  Optional<Scenario> stop(String name) throws NotNow;

  /** Each scenario that starts or ends. */
  Feed<Scenario> changes();

  /** It cannot start or stop at present; the message says why, for people. */
  final class NotNow extends Exception {
    private static final long serialVersionUID = 1;

    public NotNow(String reason) { super(reason); }
  }

  /** A hub that is no demonstration. */
  Scenarios NONE = new Scenarios() {
    @Override
    public List<Scenario> list() { return List.of(); }

    @Override
    public Optional<Scenario> start(String name) { return Optional.empty(); }

    @Override
    public Optional<Scenario> stop(String name) { return Optional.empty(); }

    @Override
    public Feed<Scenario> changes() { return new Feed<>(); }
  };
}
