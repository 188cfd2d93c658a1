package meridian.routes.enddevicecontrols;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ControlReference;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.control.Cancellation;
import meridian.model.control.Command;
import meridian.model.grid.Meter;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Groups;
import meridian.routes.message.Incoming;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;
import meridian.services.control.ControlDevices;
import meridian.services.port.CommandStore;

/**
 * Takes controls of the same sender back, each as far as that can still be done. The Reply has an Error for each device: 0.0 for one whose
 * control was not tried and will not be; 0.1 for one whose control may have been sent, so that its outcome follows to the reply address of
 * the control; 6.1 when it is too late; and 2.15 or 2.4 for what is not known. OK when all are cancelled, FAILED when none is and none is
 * under way, PARTIAL between. The same MessageID again is answered the same. Safe for concurrent callers.
 */
public final class CancelEndDeviceControls {
  private final Desk desk;
  private final Devices devices;
  private final Groups groups;
  private final ControlDevices controls;

  public CancelEndDeviceControls(Desk desk, Devices devices, Groups groups, ControlDevices controls) {
    this.desk = desk;
    this.devices = devices;
    this.groups = groups;
    this.controls = controls;
  }

  public Answer serve(CimRequest.CancelEndDeviceControls request, Incoming incoming) {
    var sender = new Sender(request.header(), incoming);
    var errors = new ArrayList<CimError>(sender.errors("a cancellation"));
    if (request.references().isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/EndDeviceControls: there is no EndDeviceControl in it"));
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors));

    Map<Mrid, ControlReference> meant = new LinkedHashMap<>();
    for (ControlReference reference : request.references()) {
      for (Command command : find(reference, sender, errors)) {
        meant.putIfAbsent(command.mrid(), reference);
      }
    }
    if (Testing.isAskedFor(request.header())) {
      meant.keySet().forEach(command -> errors
        .add(ErrorCode.NOT_ATTEMPTED.about(command.toString(), "EndDeviceControl", Testing.WORDS)));
      return desk.reply(request, Reply.failed(errors));
    }
    List<Cancellation> results = meant.isEmpty()
      ? List.of()
      : controls.cancel(new CommandStore.Cancel(sender.name(), request.header().messageId(), meant.keySet(), sender.requestedBy()));
    // Named after the first time this message came, it was not known to it.
    results.forEach(result -> meant.remove(result.command()));
    meant.values().forEach(reference -> errors.add(unknown(reference)));
    return desk.reply(request, reply(results, errors));
  }

  private List<Command> find(ControlReference reference, Sender sender, List<CimError> errors) {
    Devices.Found named = devices.find(reference.devices(), reference.usagePoints());
    errors.addAll(named.unknown());
    Set<Meter> grouped = new LinkedHashSet<>();
    groups.expand(reference.groups(), grouped, errors);
    List<Command> known = kept(reference, sender);
    if (known.isEmpty()) {
      errors.add(unknown(reference));
      return List.of();
    }
    if (reference.devices().isEmpty() && reference.usagePoints().isEmpty() && reference.groups().isEmpty()) return known;
    Set<Mrid> controlled = known.stream().map(Command::device).collect(Collectors.toSet());
    Set<Mrid> wanted = named.meters().stream().map(Meter::mrid).collect(Collectors.toSet());
    for (Mrid meter : wanted) {
      if (!controlled.contains(meter))
        errors.add(ErrorCode.INVALID_METER.about(meter.toString(), "EndDevice", "the request has no control of this device"));
    }
    // A group may have other members by now.
    grouped.stream().map(Meter::mrid).filter(controlled::contains).forEach(wanted::add);
    return known.stream().filter(command -> wanted.contains(command.device())).toList();
  }

  /** Nobody takes back what another asked for. */
  private List<Command> kept(ControlReference reference, Sender sender) {
    if (reference.mrid().isEmpty()) return controls.findByRequest(sender.name(), reference.issuerTrackingId());
    Optional<Command> command = Mrid.find(reference.mrid()).flatMap(controls::find);
    return command.filter(one -> one.sender().equals(sender.name()) || one.sender().isEmpty()).stream().toList();
  }

  private static CimError unknown(ControlReference reference) {
    return reference.mrid().isEmpty()
      ? ErrorCode.INVALID_REQUEST_ID.about(reference.issuerTrackingId(), "EndDeviceControls",
        "this sender sent no request of this MessageID")
      : ErrorCode.INVALID_REQUEST_ID.about(reference.mrid(), "EndDeviceControl", "this sender has no control of this mRID");
  }

  private static Reply reply(List<Cancellation> results, List<CimError> unknown) {
    var errors = new ArrayList<CimError>();
    int cancelled = 0;
    int underWay = 0;
    for (Cancellation result : results) {
      String device = result.device().toString();
      switch (result.result()) {
        case CANCELLED -> {
          cancelled++;
          errors.add(ErrorCode.NO_ERRORS.about(device, "EndDevice", "cancelled before it was tried"));
        }
        case UNDER_WAY -> {
          underWay++;
          errors.add(ErrorCode.PARTIAL_MORE.about(device, "EndDevice",
            "it may have been sent already: it is not sent again, and its outcome is what the meter shows"));
        }
        case FINISHED -> errors.add(ErrorCode.BUSINESS_RULE.about(device, "EndDevice", "too late: the control is finished"));
      }
    }
    errors.addAll(unknown);
    boolean all = cancelled == errors.size();
    return new Reply(all ? Reply.Result.OK : cancelled + underWay == 0 ? Reply.Result.FAILED : Reply.Result.PARTIAL, errors);
  }
}
