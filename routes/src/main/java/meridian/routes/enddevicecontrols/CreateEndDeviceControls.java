package meridian.routes.enddevicecontrols;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.GroupReference;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.cim.RequestedControl;
import meridian.model.Mrid;
import meridian.model.control.EndDeviceControlType;
import meridian.model.control.Priority;
import meridian.model.grid.Meter;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.services.control.ControlDevices;
import meridian.services.control.ControlRequest;

/**
 * Takes a CreateEndDeviceControls whole or not at all: when anything in it is wrong, the Reply is FAILED with every error found and nothing
 * is done. Taken, it is acknowledged with 0.3; the outcome follows to the reply address. The same MessageID again from the same sender is
 * acknowledged again and done once. {@code primaryDeviceTiming/interval} says when it falls due and when it expires; Request/Option
 * {@code priority}, high, normal or low, how urgent it is. Safe for concurrent callers.
 */
public final class CreateEndDeviceControls {
  private static final Duration LONGEST_AHEAD = Duration.ofDays(366);

  private final Desk desk;
  private final Devices devices;
  private final ControlDevices controls;
  private final ReplyAddresses replyAddresses;
  private final Duration validFor;

  /** @param validFor how long a control without an end of its own may be tried from when it falls due */
  public CreateEndDeviceControls(Desk desk, Devices devices, ControlDevices controls, ReplyAddresses replyAddresses, Duration validFor) {
    this.desk = desk;
    this.devices = devices;
    this.controls = controls;
    this.replyAddresses = replyAddresses;
    this.validFor = validFor;
  }

  public Answer serve(CimRequest.CreateEndDeviceControls request, Incoming incoming) throws ControlDevices.UnsupportedControl {
    Instant now = desk.clock().instant();
    Header header = request.header();
    var sender = new Sender(header, incoming);
    // First of all, for what is right once may be too late when it comes again.
    if (!controls.findByRequest(sender.name(), header.messageId()).isEmpty()) return desk.reply(request, Reply.acknowledged());
    String replyAddress = replyAddress(header, incoming);
    var errors = new ArrayList<CimError>(sender.errors("a control"));
    checkHeader(header, replyAddress, errors);
    checkControls(request.controls(), now, errors);
    Optional<Priority> priority = Priority.find(request.options().getOrDefault("priority", Priority.NORMAL.text()));
    if (priority.isEmpty()) errors.add(ErrorCode.BUSINESS_RULE.error("Request/Option priority must be high, normal or low"));
    Devices.Found found = devices.find(all(request, RequestedControl::devices), all(request, RequestedControl::usagePoints));
    errors.addAll(found.unknown());
    if (found.meters().isEmpty() && errors.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("no EndDevice and no UsagePoint is named"));
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors.toArray(CimError[]::new)));

    RequestedControl control = request.controls().getFirst();
    Instant due = control.start().filter(now::isBefore).orElse(now);
    controls.submit(new ControlRequest(sender.name(), header.messageId(), header.correlationId(), replyAddress, sender.requestedBy(),
      EndDeviceControlType.find(control.type()).orElseThrow(), found.meters().stream().map(Meter::mrid).toList(), control.reason(),
      priority.orElseThrow(), due, control.end().map(end -> Duration.between(due, end)).orElse(validFor)));
    return desk.reply(request, Reply.acknowledged());
  }

  /** Who asks asynchronously over JMS and names no address means the JMSReplyTo. */
  private static String replyAddress(Header header, Incoming incoming) {
    return header.replyAddress().isEmpty() && header.asyncReplyFlag() ? incoming.replyTo() : header.replyAddress();
  }

  private void checkHeader(Header header, String replyAddress, List<CimError> errors) {
    if (header.asyncReplyFlag() && replyAddress.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Header/ReplyAddress: AsyncReplyFlag is true, but there is no address to reply to"));
    if (!replyAddress.isEmpty() && replyAddresses.find(replyAddress).isEmpty())
      errors.add(new CimError("7.7", CimError.Level.FATAL, "policy violation",
        "Header/ReplyAddress: only http and https to hosts the operator allows, jms:queue:NAME and jms:topic:NAME are accepted", "", ""));
  }

  private static void checkControls(List<RequestedControl> asked, Instant now, List<CimError> errors) {
    if (asked.isEmpty()) errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/EndDeviceControls: there is no EndDeviceControl in it"));
    for (RequestedControl control : asked) {
      if (EndDeviceControlType.find(control.type()).flatMap(ControlDevices::find).isEmpty())
        errors.add(ErrorCode.NOT_ATTEMPTED.about(control.type(), "EndDeviceControlType",
          "this control is not supported; supported: 3.31.0.23 (disconnect), 3.31.0.18 (connect)"));
      for (GroupReference group : control.groups()) {
        errors.add(ErrorCode.NOT_ATTEMPTED.about(group.identifier(), group.type(), "groups are not supported: name each EndDevice or UsagePoint"));
      }
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

  private static List<String> all(CimRequest.CreateEndDeviceControls request,
    java.util.function.Function<RequestedControl, List<String>> part) {
    return request.controls().stream().map(part).flatMap(List::stream).toList();
  }
}
