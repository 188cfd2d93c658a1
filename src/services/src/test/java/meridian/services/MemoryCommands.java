package meridian.services;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.services.port.CommandStore;

/** Commands in memory, oldest first; events and notices are left to whoever extends it. */
public class MemoryCommands implements CommandStore {
  private static final Comparator<Command> ORDER = Comparator.comparing(Command::priority).thenComparing(Command::notBefore);

  private final List<Command> kept = new ArrayList<>();
  private final Map<List<String>, List<Cancellation>> cancels = new HashMap<>();

  public synchronized List<Command> all() { return List.copyOf(kept); }

  @Override
  public synchronized List<Command> submit(List<Command> request) {
    Command any = request.getFirst();
    List<Command> before = findByRequest(any.sender(), any.messageId());
    if (!before.isEmpty()) return before;
    kept.addAll(request);
    return request;
  }

  @Override
  public synchronized List<Command> listDue(Instant now, int limit) {
    return kept.stream().filter(command -> isFresh(command) && !command.notBefore().isAfter(now) && hasTurn(command)).sorted(ORDER)
      .limit(limit).toList();
  }

  private boolean hasTurn(Command command) {
    for (Command other : kept) {
      if (other.outcome().isPresent() || other == command || !other.device().equals(command.device())) continue;
      int order = other.notBefore().compareTo(command.notBefore());
      if (!isFresh(other) || order < 0 || order == 0 && kept.indexOf(other) < kept.indexOf(command)) return false;
    }
    return true;
  }

  private static boolean isFresh(Command command) { return command.state() instanceof Command.Queued(int attempts, _, _) && attempts == 0; }

  @Override
  public synchronized List<Command> listDoubtful(Instant leasesNow, int limit) {
    return kept.stream().filter(command -> !isFresh(command) && !busyUntil(command).isAfter(leasesNow)).sorted(ORDER).limit(limit).toList();
  }

  private static Instant busyUntil(Command command) {
    return switch (command.state()) {
      case Command.Queued(_, Instant restsUntil, _) -> restsUntil;
      case Command.Running(_, Instant leaseEnds, _) -> leaseEnds;
      case Command.Finished _ -> Instant.MAX;
    };
  }

  @Override
  public synchronized List<Command> listExpired(Instant now, int limit) {
    return kept.stream().filter(command -> command.state() instanceof Command.Queued && !command.expires().isAfter(now))
      .sorted(Comparator.comparing(Command::expires)).limit(limit).toList();
  }

  @Override
  public synchronized Next next(Instant now, Instant leasesNow) {
    Stream<Instant> due = kept.stream().filter(command -> command.state() instanceof Command.Queued)
      .flatMap(command -> Stream.of(command.notBefore(), command.expires()));
    return new Next(first(due, now), first(kept.stream().map(MemoryCommands::busyUntil), leasesNow));
  }

  private static Instant first(Stream<Instant> times, Instant after) {
    return times.filter(time -> time.isAfter(after)).min(Comparator.naturalOrder()).orElse(Instant.MAX);
  }

  @Override
  public synchronized Optional<Command> lease(Mrid mrid, Instant leasesNow, Instant leaseEnds) {
    return step(mrid, state -> state.lease(leasesNow, leaseEnds));
  }

  @Override
  public synchronized Optional<Command> renew(Mrid mrid, long fencing, Instant leaseEnds) {
    return step(mrid, state -> state.renew(fencing, leaseEnds));
  }

  @Override
  public synchronized Optional<Command> release(Mrid mrid, long fencing, Instant restsUntil) {
    return step(mrid, state -> state.release(fencing, restsUntil));
  }

  @Override
  public synchronized Optional<Command> finish(Mrid mrid, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
    return step(mrid, state -> state.finish(fencing, outcome, at));
  }

  @Override
  public synchronized List<Cancellation> cancel(Cancel cancel, Instant at, Function<Command, EndDeviceEvent> event) {
    List<Cancellation> before = cancels.get(List.of(cancel.sender(), cancel.messageId()));
    if (before != null) return before;
    var results = new ArrayList<Cancellation>();
    for (Mrid mrid : cancel.commands()) {
      Optional<Command> found = find(mrid);
      if (found.isEmpty()) continue;
      Optional<Command> taken = step(mrid, state -> state.cancel(cancel.by(), at));
      taken.filter(command -> command.outcome().isPresent()).ifPresent(command -> finished(command, event.apply(command)));
      results.add(Cancellation.of(taken.or(() -> found).orElseThrow()));
    }
    cancels.put(List.of(cancel.sender(), cancel.messageId()), List.copyOf(results));
    return results;
  }

  /** A command was finished by a cancellation. */
  protected void finished(Command command, EndDeviceEvent event) {}

  @Override
  public synchronized List<Command> findByRequest(String sender, String messageId) {
    return kept.stream().filter(command -> command.messageId().equals(messageId) && command.sender().equals(sender)).toList();
  }

  @Override
  public synchronized List<Command> findByDevice(Mrid device, int limit) {
    return kept.reversed().stream().filter(command -> command.device().equals(device)).limit(limit).toList();
  }

  @Override
  public synchronized Optional<Command> find(Mrid mrid) { return kept.stream().filter(is(mrid)).findFirst(); }

  private static Predicate<Command> is(Mrid mrid) { return command -> command.mrid().equals(mrid); }

  private Optional<Command> step(Mrid mrid, Function<Command.State, Optional<Command.State>> step) {
    Optional<Command> next = find(mrid).flatMap(command -> step.apply(command.state()).map(command::in));
    next.ifPresent(command -> kept.replaceAll(before -> before.mrid().equals(mrid) ? command : before));
    return next;
  }
}
