package meridian.routes.meterservicerequests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.model.message.Asked;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.routes.message.KeptAnswers;
import meridian.routes.message.PartialSuccess;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;
import meridian.services.port.Answered;
import meridian.services.registry.Registry;
import meridian.services.work.ServiceWork;
import meridian.services.work.WorkTree;

/**
 * Create, change, cancel and close of service work; one Error for each work that could not be dealt with. Work is called by the mRID or name
 * of its MeterServiceWork; the Reply to a create has its mRID. Request/Option {@code execute} = {@code true} has a disconnection or
 * reconnection carried out: its outcome is told by ChangedMeterServiceRequests. The same message again from the same sender is answered the
 * same and does nothing. With Context TESTING the message is checked, not what its works may become, and nothing is kept. Safe for concurrent callers.
 */
public final class ConfigureMeterServiceRequests {
  private final Desk desk;
  private final ServiceWork work;
  private final PartialSuccess partialSuccess;
  private final WorkReader reader;

  public ConfigureMeterServiceRequests(Desk desk, Devices devices, Registry registry, ServiceWork work,
    PartialSuccess partialSuccess) {
    this.desk = desk;
    this.work = work;
    this.partialSuccess = partialSuccess;
    reader = new WorkReader(devices, registry);
  }

  public Answer serve(Configure request, Incoming incoming) { return desk.reply(request, reply(request, incoming)); }

  private Reply reply(Configure request, Incoming incoming) {
    Header header = request.header();
    var sender = new Sender(header, incoming);
    List<CimError> errors = new ArrayList<>(sender.errors("a service request"));
    Optional<Boolean> execute = execute(request, errors);
    if (!errors.isEmpty()) return Reply.failed(errors);
    Asked asked = KeptAnswers.asked(request, sender);
    boolean nothing = partialSuccess == PartialSuccess.NOTHING;
    WorkReader.Read read = reader.read(request, asked, desk.clock().instant());
    Optional<Answered> before = work.findAnswer(asked);
    if (before.isPresent()) return reply(request, before.get(), read.errors());
    if (read.wishes().isEmpty() || nothing && !read.errors().isEmpty()) return Reply.failed(read.errors());
    if (Testing.isAskedFor(header)) return reply(request, new Answered(List.of(), List.of()), read.errors());
    Answered answered = switch (header.verb()) {
      case CREATE -> work.create(asked, read.wishes(), execute.orElse(false), nothing);
      case CHANGE -> work.change(asked, read.wishes(), execute.orElse(false), nothing);
      case CANCEL -> work.cancel(asked, read.wishes(), nothing);
      case CLOSE -> work.close(asked, read.wishes(), nothing);
      case CANCELED, CHANGED, CREATED, CLOSED, DELETE, DELETED, GET, REPLY, EXECUTE, EXECUTED -> throw new IllegalStateException(
        header.verb() + " is not served");
    };
    return reply(request, answered, read.errors());
  }

  private static Optional<Boolean> execute(Configure request, List<CimError> errors) {
    String text = request.options().getOrDefault("execute", "false");
    if (text.equals("true") || text.equals("false")) return Optional.of(text.equals("true"));
    errors.add(ErrorCode.BUSINESS_RULE.error("Request/Option execute must be true or false"));
    return Optional.empty();
  }

  /** @param wrong with works that nobody could be asked about */
  private Reply reply(Configure request, Answered answered, List<CimError> wrong) {
    boolean some = partialSuccess == PartialSuccess.PARTIAL && !answered.done().isEmpty();
    Reply reply = KeptAnswers.reply(request.header().verb(), answered, WorkTree.ELEMENT, some);
    if (wrong.isEmpty()) return reply;
    List<CimError> errors = new ArrayList<>(wrong);
    errors.addAll(reply.errors());
    return new Reply(some ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors, reply.made());
  }
}
