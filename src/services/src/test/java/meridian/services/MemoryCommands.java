package meridian.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.services.port.CommandStore;

/** Commands in memory, oldest first; events and notices are left to whoever extends it. */
public class MemoryCommands implements CommandStore {
  private final List<Command> kept = new ArrayList<>();
  private long fencing;

  public synchronized List<Command> all() { return List.copyOf(kept); }

  @Override
  public synchronized List<Command> submit(List<Command> request) {
    List<Command> before = findByMessageId(request.getFirst().messageId());
    if (!before.isEmpty()) return before;
    kept.addAll(request);
    return request;
  }

  @Override
  public synchronized List<Command> due(Instant now, int limit) {
    return kept.stream().filter(command -> attempts(command, now) >= 0).limit(limit).toList();
  }

  /** How many attempts a command had that may be leased now; -1 when it may not. */
  private static int attempts(Command command, Instant now) {
    return switch (command.state()) {
      case Command.Queued(int attempts) -> attempts;
      case Command.Running(int attempts, _, Instant leaseEnds) -> leaseEnds.isAfter(now) ? -1 : attempts;
      case Command.Finished _ -> -1;
    };
  }

  @Override
  public synchronized Optional<Command> lease(Mrid mrid, Instant now, Instant leaseEnds) {
    int attempts = attempts(find(mrid), now);
    return attempts < 0 ? Optional.empty() : Optional.of(replace(find(mrid).in(new Command.Running(attempts + 1, ++fencing, leaseEnds))));
  }

  @Override
  public synchronized boolean release(Mrid mrid, long lease) {
    if (!(find(mrid).state() instanceof Command.Running(int attempts, long held, _)) || held != lease) return false;
    replace(find(mrid).in(new Command.Queued(attempts)));
    return true;
  }

  @Override
  public synchronized Optional<Command> finish(Mrid mrid, long lease, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
    if (!(find(mrid).state() instanceof Command.Running(_, long held, _)) || held != lease) return Optional.empty();
    return Optional.of(replace(find(mrid).in(new Command.Finished(outcome, at))));
  }

  @Override
  public synchronized List<Command> findByMessageId(String messageId) {
    return kept.stream().filter(command -> command.messageId().equals(messageId)).toList();
  }

  @Override
  public synchronized List<Command> findByDevice(Mrid device, int limit) {
    return kept.reversed().stream().filter(command -> command.device().equals(device)).limit(limit).toList();
  }

  private Command find(Mrid mrid) { return kept.stream().filter(command -> command.mrid().equals(mrid)).findFirst().orElseThrow(); }

  private Command replace(Command command) {
    kept.replaceAll(before -> before.mrid().equals(command.mrid()) ? command : before);
    return command;
  }
}
