package meridian.routes.enddevicecontrols;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.cim.RequestedControl;
import meridian.model.Mrid;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.routes.message.Answer;
import meridian.routes.message.AnswerLater;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Groups;
import meridian.routes.message.Incoming;
import meridian.routes.message.ReplyAddresses;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;
import meridian.services.control.ControlDevices;
import meridian.services.control.ControlRequest;

/**
 * Takes a CreateEndDeviceControls whole or not at all: when anything in it is wrong, the Reply is FAILED with every error found and nothing
 * is done. Taken, it is acknowledged with 0.3; the outcome follows to the reply address. The same MessageID again from the same sender is
 * acknowledged again and done once. Groups are the meters that are in them at that moment. {@code primaryDeviceTiming/interval} says when it
 * falls due and when it expires; Request/Option {@code priority}, high, normal or low, how urgent it is. Safe for concurrent callers.
 */
public final class CreateEndDeviceControls {
  private static final Duration LONGEST_AHEAD = Duration.ofDays(366);

  private final Desk desk;
  private final Devices devices;
  private final Groups groups;
  private final ControlDevices controls;
  private final AnswerLater later;
  private final ReplyAddresses replyAddresses;
  private final Duration validFor;

  /** @param validFor how long a control without an end of its own may be tried from when it falls due */
  public CreateEndDeviceControls(Desk desk, Devices devices, Groups groups, ControlDevices controls, AnswerLater later,
    ReplyAddresses replyAddresses, Duration validFor) {
    this.desk = desk;
    this.devices = devices;
    this.groups = groups;
    this.controls = controls;
    this.later = later;
    this.replyAddresses = replyAddresses;
    this.validFor = validFor;
  }

  public Answer serve(CimRequest.CreateEndDeviceControls request, Incoming incoming) throws ControlDevices.UnsupportedControl {
    Instant now = desk.clock().instant();
    Header header = request.header();
    var sender = new Sender(header, incoming);
    // First of all, for what is right once may be too late when it comes again.
    if (!controls.findByRequest(sender.name(), header.messageId()).isEmpty()) return desk.reply(request, Reply.acknowledged());
    var errors = new ArrayList<CimError>(sender.errors("a control"));
    replyAddresses.trouble(sender).ifPresent(errors::add);
    checkControls(request.controls(), now, errors);
    Optional<Priority> priority = Priority.find(request.options().getOrDefault("priority", Priority.NORMAL.text()));
    if (priority.isEmpty()) errors.add(ErrorCode.BUSINESS_RULE.error("Request/Option priority must be high, normal or low"));
    Devices.Found found = devices.find(all(request, RequestedControl::devices), all(request, RequestedControl::usagePoints));
    errors.addAll(found.unknown());
    Set<Meter> meters = new LinkedHashSet<>(found.meters());
    groups.expand(all(request, RequestedControl::groups), meters, errors);
    if (meters.isEmpty() && errors.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("no EndDevice, no UsagePoint and no group of them is named"));
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors));
    if (Testing.isAskedFor(header)) return tested(request, sender, meters);

    RequestedControl control = request.controls().getFirst();
    Instant due = control.start().filter(now::isBefore).orElse(now);
    controls
      .submit(new ControlRequest(sender.name(), header.messageId(), header.correlationId(), sender.replyAddress(), sender.requestedBy(),
        EndDeviceControlType.find(control.type()).orElseThrow(), meters.stream().map(Meter::mrid).toList(), control.reason(),
        priority.orElseThrow(), due, control.end().map(end -> Duration.between(due, end)).orElse(validFor)));
    return desk.reply(request, Reply.acknowledged());
  }

  /** Nothing is kept and no meter touched; the final reply says so of each. */
  private Answer tested(CimRequest request, Sender sender, Set<Meter> meters) {
    if (!sender.replyAddress().isEmpty()) {
      List<CimError> none = meters.stream()
        .map(meter -> ErrorCode.NOT_ATTEMPTED.about(meter.mrid().toString(), "EndDevice", Testing.WORDS)).toList();
      if (!later.send(sender.replyAddress(), desk.reply(request, Reply.failed(none))))
        return desk.reply(request, Reply.failed(AnswerLater.FULL));
    }
    return desk.reply(request, Reply.acknowledged());
  }

  private static void checkControls(List<RequestedControl> asked, Instant now, List<CimError> errors) {
    if (asked.isEmpty()) errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/EndDeviceControls: there is no EndDeviceControl in it"));
    for (RequestedControl control : asked) {
      if (EndDeviceControlType.find(control.type()).flatMap(ControlDevices::find).isEmpty())
        errors.add(ErrorCode.NOT_ATTEMPTED.about(control.type(), "EndDeviceControlType",
          "this control is not supported; supported: 3.31.0.23 (disconnect), 3.31.0.18 (connect)"));
      control.start().filter(now.plus(LONGEST_AHEAD)::isBefore).ifPresent(start -> errors.add(ErrorCode.BUSINESS_RULE
        .error("primaryDeviceTiming starts more than " + LONGEST_AHEAD.toDays() + " days ahead (" + start + ")")));
      control.end().ifPresent(end -> {
        if (!end.isAfter(now)) errors.add(ErrorCode.BUSINESS_RULE.error("primaryDeviceTiming is over (" + end + ")"));
        else if (control.start().filter(end::equals).isPresent())
          errors.add(ErrorCode.BUSINESS_RULE.error("primaryDeviceTiming ends when it starts (" + end + ")"));
      });
    }
    if (asked.stream().map(RequestedControl::timing).distinct().count() > 1)
      errors.add(ErrorCode.TOO_MANY.error("more than one primaryDeviceTiming in one message; send one message for each"));
    if (asked.stream().map(RequestedControl::type).distinct().count() > 1)
      errors.add(ErrorCode.TOO_MANY.error("more than one EndDeviceControlType in one message; send one message for each"));
  }

  private static <T> List<T> all(CimRequest.CreateEndDeviceControls request, Function<RequestedControl, List<T>> part) {
    return request.controls().stream().map(part).flatMap(List::stream).toList();
  }
}
