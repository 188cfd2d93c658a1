package meridian.routes.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingType;
import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;

/** The ports, in memory. */
public final class Memory {
  public final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  public final List<MeterReading> readings = new CopyOnWriteArrayList<>();
  public final List<String> setAside = new CopyOnWriteArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Long> positions = new HashMap<>();
  private final Map<Mrid, Command> commands = new LinkedHashMap<>();
  private long fencing;

  public synchronized void owe(Notice.Content content) {
    notices.add(new Notice(notices.size() + 1, Mrid.random(), Instant.now(), content));
    notifyAll();
  }

  public synchronized List<Command> commands() { return List.copyOf(commands.values()); }

  public Journal journal() {
    return new Journal() {
      @Override
      public void append(Exchange exchange) { exchanges.add(exchange); }

      @Override
      public List<Exchange> search(String text, TimePeriod period, int limit) {
        return exchanges.reversed().stream().limit(limit).toList();
      }
    };
  }

  public EventStore events() {
    return new EventStore() {
      @Override
      public List<EndDeviceEvent> record(List<EndDeviceEvent> events) {
        owe(new Notice.Events(events));
        return events;
      }

      @Override
      public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

      @Override
      public List<EndDeviceEvent> latest(int limit) { return List.of(); }
    };
  }

  public ReadingStore readingStore() {
    return new ReadingStore() {
      @Override
      public int record(List<MeterReading> batch) {
        readings.addAll(batch);
        return batch.stream().mapToInt(MeterReading::size).sum();
      }

      @Override
      public void read(Collection<Mrid> meters, Set<ReadingType> types, TimePeriod period, Consumer<MeterReading> sink) {
        readings.stream().filter(reading -> meters.contains(reading.meter())).forEach(sink);
      }

      @Override
      public List<Reading> lastValues(Mrid meter) { return List.of(); }

      @Override
      public Map<Mrid, Instant> lastIntervalEnds(ReadingType type) { return Map.of(); }
    };
  }

  public Outbox outbox() {
    return new Outbox() {
      @Override
      public List<Notice> after(long sequence, int limit) {
        synchronized (Memory.this) {
          return notices.stream().filter(notice -> notice.sequence() > sequence).limit(limit).toList();
        }
      }

      @Override
      public long position(String consumer) {
        synchronized (Memory.this) {
          return positions.getOrDefault(consumer, 0L);
        }
      }

      @Override
      public void advance(String consumer, long sequence) {
        synchronized (Memory.this) {
          positions.merge(consumer, sequence, Math::max);
        }
      }

      @Override
      public void setAside(String consumer, long sequence, String reason) {
        setAside.add(consumer + ": " + reason);
        advance(consumer, sequence);
      }

      @Override
      public long waiting(String consumer) {
        synchronized (Memory.this) {
          return notices.size() - positions.getOrDefault(consumer, 0L);
        }
      }

      @Override
      public void prune() {
        // Everything is kept for the test to see.
      }

      @Override
      public void await(long sequence, long patience_ms) throws InterruptedException {
        synchronized (Memory.this) {
          if (notices.size() <= sequence) Memory.this.wait(patience_ms);
        }
      }
    };
  }

  public CommandStore commandStore() {
    return new CommandStore() {
      @Override
      public List<Command> submit(List<Command> request) {
        synchronized (Memory.this) {
          List<Command> before = findByMessageId(request.getFirst().messageId());
          if (!before.isEmpty()) return before;
          request.forEach(command -> commands.put(command.mrid(), command));
          return request;
        }
      }

      @Override
      public List<Command> due(Instant now, int limit) {
        synchronized (Memory.this) {
          return commands.values().stream().filter(command -> command.state() instanceof Command.Queued).limit(limit).toList();
        }
      }

      @Override
      public Optional<Command> lease(Mrid mrid, Instant now, Instant leaseEnds) {
        synchronized (Memory.this) {
          if (!(commands.get(mrid).state() instanceof Command.Queued(int attempts))) return Optional.empty();
          commands.computeIfPresent(mrid, (_, command) -> command.in(new Command.Running(attempts + 1, ++fencing, leaseEnds)));
          return Optional.of(commands.get(mrid));
        }
      }

      @Override
      public boolean release(Mrid mrid, long fencingNumber) {
        synchronized (Memory.this) {
          if (!(commands.get(mrid).state() instanceof Command.Running(int attempts, long held, _)) || held != fencingNumber) return false;
          commands.computeIfPresent(mrid, (_, command) -> command.in(new Command.Queued(attempts)));
          return true;
        }
      }

      @Override
      public Optional<Command> finish(Mrid mrid, long fencingNumber, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
        synchronized (Memory.this) {
          Command command = commands.get(mrid).in(new Command.Finished(outcome, at));
          commands.put(mrid, command);
          owe(new Notice.Events(List.of(event)));
          List<Command> together = findByMessageId(command.messageId());
          if (together.stream().allMatch(one -> one.outcome().isPresent()) && !command.replyAddress().isEmpty())
            owe(new Notice.ControlReply(together));
          return Optional.of(command);
        }
      }

      @Override
      public List<Command> findByMessageId(String messageId) {
        synchronized (Memory.this) {
          return commands.values().stream().filter(command -> command.messageId().equals(messageId)).toList();
        }
      }

      @Override
      public List<Command> findByDevice(Mrid device, int limit) { return List.of(); }
    };
  }
}
