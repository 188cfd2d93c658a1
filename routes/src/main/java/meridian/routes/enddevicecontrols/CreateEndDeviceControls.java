package meridian.routes.enddevicecontrols;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.cim.RequestedControl;
import meridian.model.Mrid;
import meridian.model.control.EndDeviceControlType;
import meridian.model.grid.Meter;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.services.control.ControlDevices;
import meridian.services.control.ControlRequest;

/**
 * Takes a CreateEndDeviceControls whole or not at all: when anything in it is wrong, the Reply is FAILED with every error found and nothing
 * is done. Taken, it is acknowledged with 0.3; the outcome follows to the reply address. The same MessageID again is acknowledged again and
 * done once. Safe for concurrent callers.
 */
public final class CreateEndDeviceControls {
  /** As long as commands are kept by. */
  private static final int LONGEST_MESSAGE_ID = 1_000;

  private final Desk desk;
  private final Devices devices;
  private final ControlDevices controls;
  private final ReplyAddresses replyAddresses;
  private final Duration validFor;

  /** @param validFor how long a control without an end of its own may be tried */
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
    String replyAddress = replyAddress(header, incoming);
    var errors = new ArrayList<CimError>();
    checkHeader(header, replyAddress, errors);
    checkControls(request.controls(), now, errors);
    Devices.Found found = devices.find(all(request, RequestedControl::devices), all(request, RequestedControl::usagePoints));
    errors.addAll(found.unknown());
    if (found.meters().isEmpty() && errors.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("no EndDevice and no UsagePoint is named"));
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors.toArray(CimError[]::new)));

    RequestedControl control = request.controls().getFirst();
    controls.submit(new ControlRequest(header.messageId(), header.correlationId(), replyAddress, requestedBy(header, incoming),
      EndDeviceControlType.find(control.type()).orElseThrow(), found.meters().stream().map(Meter::mrid).toList(), control.reason(),
      validFor(request.controls(), now)));
    return desk.reply(request, Reply.acknowledged());
  }

  /** Who asks asynchronously over JMS and names no address means the JMSReplyTo. */
  private static String replyAddress(Header header, Incoming incoming) {
    return header.replyAddress().isEmpty() && header.asyncReplyFlag() ? incoming.replyTo() : header.replyAddress();
  }

  private static String requestedBy(Header header, Incoming incoming) {
    return Stream.of(header.userId(), header.source(), incoming.partner()).filter(Predicate.not(String::isBlank)).findFirst()
      .orElse(incoming.endpoint());
  }

  private void checkHeader(Header header, String replyAddress, List<CimError> errors) {
    if (header.messageId().isBlank())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Header/MessageID: a control needs one, so that a repeated request is done once"));
    if (header.messageId().length() > LONGEST_MESSAGE_ID)
      errors.add(ErrorCode.BUSINESS_RULE.error("Header/MessageID has more than " + LONGEST_MESSAGE_ID + " characters"));
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
      for (String group : control.groups()) {
        errors.add(ErrorCode.NOT_ATTEMPTED.about(group, "EndDeviceGroup", "groups are not supported: name each EndDevice or UsagePoint"));
      }
      control.timing().ifPresent(period -> {
        if (period.start().isAfter(now))
          errors.add(ErrorCode.BUSINESS_RULE
            .error("primaryDeviceTiming starts later (" + period.start() + "); scheduled controls are not supported: send it when due"));
        else if (!period.end().isAfter(now))
          errors.add(ErrorCode.BUSINESS_RULE.error("primaryDeviceTiming is over (" + period.end() + ")"));
      });
    }
    if (asked.stream().map(RequestedControl::type).distinct().count() > 1)
      errors.add(ErrorCode.TOO_MANY.error("more than one EndDeviceControlType in one message; send one message for each"));
  }

  private Duration validFor(List<RequestedControl> asked, Instant now) {
    return asked.stream().map(RequestedControl::timing).flatMap(Optional::stream).map(period -> Duration.between(now, period.end()))
      .min(Duration::compareTo).orElse(validFor);
  }

  private static List<String> all(CimRequest.CreateEndDeviceControls request,
    java.util.function.Function<RequestedControl, List<String>> part) {
    return request.controls().stream().map(part).flatMap(List::stream).toList();
  }
}
