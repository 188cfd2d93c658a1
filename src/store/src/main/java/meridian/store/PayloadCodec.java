package meridian.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.control.ControlOutcome;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.event.EndDeviceEvent;
import meridian.model.event.EndDeviceEventType;
import meridian.model.master.CimElement;
import meridian.model.message.Notice;
import meridian.model.message.Verb;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.StoreException;

/**
 * The binary form of what the store keeps whole: contents of notices, events, commands. Each begins with the form's number: 1, and 2 for
 * what holds commands; commands of form 1 have neither sender, priority nor time of their own to fall due, and are read still. Decoding
 * throws {@link StoreException} on damaged bytes and never needs much more memory than the bytes and the values they hold.
 */
final class PayloadCodec {
  private static final int VERSION = 1;
  private static final int COMMANDS_VERSION = 2;
  private static final int READINGS = 1;
  private static final int EVENTS = 2;
  private static final int CONTROL_REPLY = 3;
  private static final int OBJECTS = 4;

  private PayloadCodec() {}

  static byte[] encode(Notice.Content content) {
    var out = new Packer();
    out.octet(content instanceof Notice.ControlReply ? COMMANDS_VERSION : VERSION);
    switch (content) {
      case Notice.Readings(var meterReadings) -> {
        out.octet(READINGS);
        var types = new LinkedHashMap<ReadingType, Integer>();
        out.number(meterReadings.size());
        meterReadings.forEach(reading -> meterReading(out, reading, types));
      }
      case Notice.Events(var events) -> {
        out.octet(EVENTS);
        out.number(events.size());
        events.forEach(event -> event(out, event));
      }
      case Notice.ControlReply(var commands) -> {
        out.octet(CONTROL_REPLY);
        out.number(commands.size());
        commands.forEach(command -> command(out, command));
      }
      case Notice.Objects(var verb, var noun, var objects) -> {
        out.octet(OBJECTS);
        out.number(objects.size());
        out.text(verb.text());
        out.text(noun.text());
        objects.forEach(object -> TreeCodec.put(out, object));
      }
    }
    return out.toBytes();
  }

  static Notice.Content decodeContent(byte[] bytes) {
    var in = new Unpacker("notice", bytes);
    int version = in.version(COMMANDS_VERSION);
    int kind = in.octet();
    int count = in.countOf(kind == OBJECTS ? 4 : 18);
    var content = switch (kind) {
      case READINGS -> {
        var types = new ArrayList<ReadingType>();
        var list = new ArrayList<MeterReading>(count);
        for (int i = 0; i < count; i++) {
          list.add(meterReading(in, types));
        }
        yield new Notice.Readings(list);
      }
      case EVENTS -> {
        var list = new ArrayList<EndDeviceEvent>(count);
        for (int i = 0; i < count; i++) {
          list.add(event(in));
        }
        yield new Notice.Events(list);
      }
      case CONTROL_REPLY -> {
        var list = new ArrayList<Command>(count);
        for (int i = 0; i < count; i++) {
          list.add(command(in, version));
        }
        yield new Notice.ControlReply(list);
      }
      case OBJECTS -> objects(in, count);
      default -> throw in.damaged("a notice of kind " + kind);
    };
    in.end();
    return content;
  }

  private static Notice.Objects objects(Unpacker in, int count) {
    Verb verb = Verb.find(in.text()).orElseThrow(() -> in.damaged("no verb"));
    Notice.Noun noun = Notice.Noun.find(in.text()).orElseThrow(() -> in.damaged("no noun"));
    var list = new ArrayList<CimElement>(count);
    for (int i = 0; i < count; i++) {
      list.add(TreeCodec.take(in));
    }
    return new Notice.Objects(verb, noun, list);
  }

  static byte[] encode(EndDeviceEvent event) {
    var out = new Packer();
    out.octet(VERSION);
    event(out, event);
    return out.toBytes();
  }

  static EndDeviceEvent decodeEvent(byte[] bytes) {
    var in = new Unpacker("event", bytes);
    in.version(VERSION);
    EndDeviceEvent event = event(in);
    in.end();
    return event;
  }

  static byte[] encode(Command command) {
    var out = new Packer();
    out.octet(COMMANDS_VERSION);
    command(out, command);
    return out.toBytes();
  }

  static Command decodeCommand(byte[] bytes) {
    var in = new Unpacker("command", bytes);
    int version = in.version(COMMANDS_VERSION);
    Command command = command(in, version);
    in.end();
    return command;
  }

  static byte[] encode(List<Cancellation> cancellations) {
    var out = new Packer();
    out.octet(VERSION);
    out.number(cancellations.size());
    for (Cancellation cancellation : cancellations) {
      out.mrid(cancellation.command());
      out.mrid(cancellation.device());
      out.octet(cancellation.result().ordinal());
    }
    return out.toBytes();
  }

  static List<Cancellation> decodeCancellations(byte[] bytes) {
    var in = new Unpacker("cancellation", bytes);
    in.version(VERSION);
    int count = in.countOf(33);
    var list = new ArrayList<Cancellation>(count);
    for (int i = 0; i < count; i++) {
      list.add(new Cancellation(in.mrid(), in.mrid(), of(in, Cancellation.Result.values())));
    }
    in.end();
    return list;
  }

  private static void meterReading(Packer out, MeterReading reading, Map<ReadingType, Integer> types) {
    out.mrid(reading.meter());
    out.number(reading.readings().size());
    for (Reading each : reading.readings()) {
      type(out, each.type(), types);
      out.instant(each.time());
      out.number(Integer.toUnsignedLong(each.quality().packed()));
      out.fixed64(Double.doubleToRawLongBits(each.value()));
    }
    out.number(reading.intervalBlocks().size());
    for (IntervalBlock block : reading.intervalBlocks()) {
      type(out, block.type(), types);
      out.instant(block.firstEnd());
      out.number(block.interval().getSeconds());
      out.number(block.interval().getNano());
      out.number(block.size());
      for (int quality : block.qualities()) {
        out.number(Integer.toUnsignedLong(quality));
      }
      Values.pack(out, block.values(), 0, block.size());
    }
  }

  private static MeterReading meterReading(Unpacker in, List<ReadingType> types) {
    Mrid meter = in.mrid();
    int readings = in.countOf(12);
    var list = new ArrayList<Reading>(readings);
    for (int i = 0; i < readings; i++) {
      ReadingType type = type(in, types);
      var time = in.instant();
      var quality = new ReadingQuality((int) in.number());
      list.add(checked(in, () -> new Reading(type, time, Double.longBitsToDouble(in.fixed64()), quality)));
    }
    int count = in.countOf(8);
    var blocks = new ArrayList<IntervalBlock>(count);
    for (int i = 0; i < count; i++) {
      blocks.add(block(in, types));
    }
    return new MeterReading(meter, list, blocks);
  }

  private static IntervalBlock block(Unpacker in, List<ReadingType> types) {
    ReadingType type = type(in, types);
    var firstEnd = in.instant();
    long seconds = in.number();
    Duration interval = checked(in, () -> Duration.ofSeconds(seconds, in.count(999_999_999)));
    int size = in.countOf(2);
    var values = new double[size];
    var qualities = new int[size];
    for (int i = 0; i < size; i++) {
      qualities[i] = (int) in.number();
    }
    Values.unpack(in, values, 0, size);
    return checked(in, () -> new IntervalBlock(type, firstEnd, interval, values, qualities));
  }

  /** A type is written out once; after that, by its place among those written. */
  private static void type(Packer out, ReadingType type, Map<ReadingType, Integer> types) {
    Integer place = types.putIfAbsent(type, types.size());
    out.number(place == null ? types.size() - 1 : place);
    if (place == null) out.text(type.code());
  }

  private static ReadingType type(Unpacker in, List<ReadingType> types) {
    int place = in.count(types.size());
    if (place == types.size()) types.add(checked(in, () -> ReadingType.of(in.text())));
    return types.get(place);
  }

  private static void event(Packer out, EndDeviceEvent event) {
    out.mrid(event.mrid());
    out.mrid(event.device());
    EndDeviceEventType type = event.type();
    fourParts(out, type.type(), type.domain(), type.subDomain(), type.eventOrAction());
    out.instant(event.createdDateTime());
    out.text(event.reason());
    out.text(event.issuerTrackingId());
    out.number(event.details().size());
    event.details().forEach((name, value) -> {
      out.text(name);
      out.text(value);
    });
  }

  private static EndDeviceEvent event(Unpacker in) {
    Mrid mrid = in.mrid();
    Mrid device = in.mrid();
    var type = new EndDeviceEventType((int) in.number(), (int) in.number(), (int) in.number(), (int) in.number());
    var created = in.instant();
    String reason = in.text();
    String tracking = in.text();
    var details = new LinkedHashMap<String, String>();
    for (int left = in.countOf(2); left > 0; left--) {
      details.put(in.text(), in.text());
    }
    return new EndDeviceEvent(mrid, device, type, created, reason, tracking, details);
  }

  private static void command(Packer out, Command command) {
    out.mrid(command.mrid());
    out.text(command.sender());
    out.text(command.messageId());
    out.text(command.correlationId());
    out.text(command.replyAddress());
    out.text(command.requestedBy());
    out.mrid(command.device());
    EndDeviceControlType type = command.type();
    fourParts(out, type.type(), type.domain(), type.subDomain(), type.eventOrAction());
    out.text(command.reason());
    out.octet(command.priority().ordinal());
    out.instant(command.requested());
    out.instant(command.notBefore());
    out.instant(command.expires());
    switch (command.state()) {
      case Command.Queued(int attempts, var restsUntil, var cancelRequestedBy) -> {
        out.octet(0);
        out.number(attempts);
        out.instant(restsUntil);
        out.text(cancelRequestedBy);
      }
      case Command.Running(int attempts, var leaseEnds, var cancelRequestedBy) -> {
        out.octet(1);
        out.number(attempts);
        out.instant(leaseEnds);
        out.text(cancelRequestedBy);
      }
      case Command.Finished(var outcome, var at) -> {
        out.octet(2);
        outcome(out, outcome);
        out.instant(at);
      }
    }
  }

  private static Command command(Unpacker in, int version) {
    boolean old = version < COMMANDS_VERSION;
    Mrid mrid = in.mrid();
    String sender = old ? "" : in.text();
    String messageId = in.text();
    String correlationId = in.text();
    String replyAddress = in.text();
    String requestedBy = in.text();
    Mrid device = in.mrid();
    var type = new EndDeviceControlType((int) in.number(), (int) in.number(), (int) in.number(), (int) in.number());
    String reason = in.text();
    Priority priority = old ? Priority.NORMAL : of(in, Priority.values());
    var requested = in.instant();
    var notBefore = old ? requested : in.instant();
    var expires = in.instant();
    return new Command(mrid, sender, messageId, correlationId, replyAddress, requestedBy, device, type, reason, priority, requested,
      notBefore, expires, old ? oldState(in) : state(in));
  }

  private static Command.State state(Unpacker in) {
    int kind = in.octet();
    return switch (kind) {
      case 0 -> new Command.Queued((int) in.number(), in.instant(), in.text());
      case 1 -> new Command.Running((int) in.number(), in.instant(), in.text());
      case 2 -> new Command.Finished(outcome(in), in.instant());
      default -> throw in.damaged("a command's state is " + kind);
    };
  }

  /** Of form 1, which held the fencing number beside the attempts that it is equal to. */
  private static Command.State oldState(Unpacker in) {
    int kind = in.octet();
    return switch (kind) {
      case 0 -> new Command.Queued((int) in.number());
      case 1 -> {
        in.number();
        yield new Command.Running((int) in.number(), in.instant(), "");
      }
      case 2 -> new Command.Finished(outcome(in), in.instant());
      default -> throw in.damaged("a command's state is " + kind);
    };
  }

  private static <T> T of(Unpacker in, T[] values) { return values[in.count(values.length - 1)]; }

  private static void outcome(Packer out, ControlOutcome outcome) {
    switch (outcome) {
      case ControlOutcome.Connected() -> out.octet(0);
      case ControlOutcome.Disconnected() -> out.octet(1);
      case ControlOutcome.Armed() -> out.octet(2);
      case ControlOutcome.Failed(var reason) -> reason(out, 3, reason);
      case ControlOutcome.TimedOut(var reason) -> reason(out, 4, reason);
      case ControlOutcome.Refused(var reason) -> reason(out, 5, reason);
      case ControlOutcome.Cancelled(var reason) -> reason(out, 6, reason);
    }
  }

  private static void reason(Packer out, int kind, String reason) {
    out.octet(kind);
    out.text(reason);
  }

  private static ControlOutcome outcome(Unpacker in) {
    int kind = in.octet();
    return switch (kind) {
      case 0 -> new ControlOutcome.Connected();
      case 1 -> new ControlOutcome.Disconnected();
      case 2 -> new ControlOutcome.Armed();
      case 3 -> new ControlOutcome.Failed(in.text());
      case 4 -> new ControlOutcome.TimedOut(in.text());
      case 5 -> new ControlOutcome.Refused(in.text());
      case 6 -> new ControlOutcome.Cancelled(in.text());
      default -> throw in.damaged("a control's outcome is " + kind);
    };
  }

  private static void fourParts(Packer out, int type, int domain, int subDomain, int eventOrAction) {
    out.number(type);
    out.number(domain);
    out.number(subDomain);
    out.number(eventOrAction);
  }

  /** What the model's records refuse cannot have been written by us. */
  private static <T> T checked(Unpacker in, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.damaged(String.valueOf(e.getMessage()));
    }
  }
}
