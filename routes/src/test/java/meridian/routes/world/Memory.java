package meridian.routes.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.Kept;
import meridian.services.MemoryCommands;
import meridian.services.port.CommandStore;
import meridian.services.port.EventStore;
import meridian.services.port.Journal;
import meridian.services.port.Outbox;
import meridian.services.port.ReadingStore;

/** The ports, in memory. */
public final class Memory {
  public final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
  public final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final Kept kept = new Kept();
  public final List<MeterReading> readings = kept.readings;
  public final List<String> setAside = new CopyOnWriteArrayList<>();
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, Long> positions = new HashMap<>();
  private final Commands commands = new Commands();

  public synchronized void owe(Notice.Content content) {
    notices.add(new Notice(notices.size() + 1, Mrid.random(), Instant.now(), content));
    notifyAll();
  }

  public List<Command> commands() { return commands.all(); }

  public Journal journal() {
    return new Journal() {
      @Override
      public void append(Exchange exchange, byte[] body) {
        synchronized (exchanges) {
          exchanges.add(exchange.kept(exchanges.size() + 1, body.length));
          bodies.add(body);
        }
      }

      @Override
      public Page search(Query query) { return new Page(exchanges.reversed().stream().limit(query.limit()).toList(), 0); }

      @Override
      public Optional<Kept> find(long id) {
        synchronized (exchanges) {
          return id < 1 || id > exchanges.size()
            ? Optional.empty()
            : Optional.of(new Kept(exchanges.get((int) id - 1), bodies.get((int) id - 1)));
        }
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

  public ReadingStore readingStore() { return kept; }

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
      public void prune(Collection<String> consumers) {
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

  public CommandStore commandStore() { return commands; }

  private final class Commands extends MemoryCommands {
    @Override
    public synchronized Optional<Command> finish(Mrid mrid, long fencing, ControlOutcome outcome, Instant at, EndDeviceEvent event) {
      Optional<Command> finished = super.finish(mrid, fencing, outcome, at, event);
      finished.ifPresent(command -> finished(command, event));
      return finished;
    }

    @Override
    protected void finished(Command command, EndDeviceEvent event) {
      owe(new Notice.Events(List.of(event)));
      List<Command> together = findByRequest(command.sender(), command.messageId());
      if (together.stream().allMatch(one -> one.outcome().isPresent()) && !command.replyAddress().isEmpty())
        owe(new Notice.ControlReply(together));
    }
  }
}
