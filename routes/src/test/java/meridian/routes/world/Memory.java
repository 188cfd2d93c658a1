package meridian.routes.world;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.services.Kept;
import meridian.services.MemoryCommands;
import meridian.services.MemoryMaster;
import meridian.services.MemoryOutbox;
import meridian.services.MemoryWork;
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
  public final List<EndDeviceEvent> events = new CopyOnWriteArrayList<>();
  public final MemoryMaster master = new MemoryMaster();
  public final MemoryWork work = new MemoryWork() {
    @Override
    protected void owe(Notice.Objects objects) {
      super.owe(objects);
      Memory.this.owe(objects);
    }
  };
  private final MemoryOutbox outbox = new MemoryOutbox();
  private final Commands commands = new Commands();

  public void owe(Notice.Content content) { outbox.owe(Instant.now(), content); }

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
      public List<EndDeviceEvent> record(List<EndDeviceEvent> told) {
        List<EndDeviceEvent> fresh = told.stream().filter(event -> events.stream().noneMatch(kept -> kept.mrid().equals(event.mrid())))
          .toList();
        events.addAll(fresh);
        if (!fresh.isEmpty()) owe(new Notice.Events(fresh));
        return fresh;
      }

      @Override
      public List<EndDeviceEvent> find(Mrid device, TimePeriod period, int limit) { return List.of(); }

      @Override
      public List<EndDeviceEvent> find(Wanted wanted, long offset, int limit) {
        return events.stream()
          .filter(event -> wanted.period().contains(event.createdDateTime())
            && (wanted.devices().isEmpty() || wanted.devices().contains(event.device()))
            && (wanted.events().isEmpty() || wanted.events().contains(event.mrid()))
            && (wanted.types().isEmpty() || wanted.types().stream().anyMatch(type -> isOf(event.type(), type))))
          .sorted(Comparator.comparing(EndDeviceEvent::createdDateTime)).skip(offset).limit(limit).toList();
      }

      private boolean isOf(EndDeviceEventType type, EndDeviceEventType asked) {
        return (type.type() == asked.type() || type.type() == 0 || asked.type() == 0) && type.domain() == asked.domain()
          && type.subDomain() == asked.subDomain() && type.eventOrAction() == asked.eventOrAction();
      }

      @Override
      public List<EndDeviceEvent> latest(int limit) { return List.of(); }
    };
  }

  public ReadingStore readingStore() { return kept; }

  public MemoryOutbox outbox() { return outbox; }

  /** What was set aside for a subscriber, and why. */
  public List<String> setAside(String subscriber) {
    return outbox.listSetAside(subscriber, 1_000).stream().map(Outbox.SetAside::reason).toList();
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
