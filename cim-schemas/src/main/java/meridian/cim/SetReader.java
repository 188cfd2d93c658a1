package meridian.cim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import meridian.model.message.Verb;

/** Gathers an OperationSet while it goes by. Source: IEC 61968-100 ed. 1. */
final class SetReader {
  private final Header header;
  private final Wrapping wrapping;
  private final Asked asked;
  private Asked ofOperations;
  private final List<CimRequest.Operation> operations = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private boolean open;
  private boolean read;
  private boolean inSequence;
  private boolean allOrNothing;
  /** Of the operation that is open. */
  private String place = "";
  private String id = "";
  private String noun = "";
  private String verb = "";
  private boolean ofElements;
  private @Nullable Content content;

  SetReader(Header header, Wrapping wrapping, Asked asked) {
    this.header = header;
    this.wrapping = wrapping;
    this.asked = asked;
    this.ofOperations = asked;
  }

  void begin() {
    ofOperations = asked.ofOperations();
    open = true;
    read = true;
  }

  /** Between the beginning and the end of the OperationSet. */
  boolean isOpen() { return open; }

  /** There was an OperationSet. */
  boolean isRead() { return read; }

  void beginOperation(String at) {
    place = at;
    id = "";
    noun = "";
    verb = "";
    ofElements = false;
    content = null;
  }

  /** The open operation's, for errors; empty outside of operations. */
  String operationId() { return id; }

  /** An element of the envelope inside the set has ended. */
  void ended(String parent, String name, String text) throws Refused {
    switch (parent + "/" + name) {
      case "Payload/OperationSet" -> open = false;
      case "OperationSet/enforceMsgSequence" -> inSequence = isTrue(text);
      case "OperationSet/enforceTransactionalIntegrity" -> allOrNothing = isTrue(text);
      case "OperationSet/Operation" -> endOperation();
      case "Operation/operationId" -> id = text.strip();
      case "Operation/noun" -> noun = text.strip();
      case "Operation/verb" -> verb = text.strip();
      case "Operation/elementOperation" -> ofElements = isTrue(text);
      default -> {
        // What an operation holds that is not served.
      }
    }
  }

  /** What the open operation wants to hold, after its verb and noun have passed; empty when they are not served. */
  Optional<Wanted> wanted() throws Refused {
    return Wanted.by(header());
  }

  void content(Content read) throws Refused {
    if (content != null) throw new Refused(ErrorCode.TOO_MANY, read.place(), "one of these per operation");
    content = read;
  }

  private Header header() throws Refused {
    if (noun.isEmpty() || verb.isEmpty()) throw new Refused(ErrorCode.MANDATORY_MISSING, place, "has no noun or no verb");
    Verb known = Verb.find(verb)
      .orElseThrow(() -> new Refused(ErrorCode.INVALID_VERB, place, "verb " + Refused.quote(verb) + " is none of the standard's"));
    if (known == Verb.EXECUTE || noun.endsWith(Names.OPERATION_SET))
      throw new Refused(ErrorCode.INVALID_NOUN, place, "a set within a set is not served");
    return header.with(known, noun);
  }

  private void endOperation() throws Refused {
    if (!ids.add(id)) throw new Refused(ErrorCode.INVALID_MESSAGE, place, "operationId " + Refused.quote(id) + " is there twice");
    Header own = header();
    Optional<Wanted> wanted = wanted();
    CimRequest request = wanted.isEmpty()
      ? new CimRequest.Unserved(own, wrapping)
      : new Requests(own, wrapping, wanted.get(), ofOperations, place).of(content);
    operations.add(new CimRequest.Operation(id, ofElements, request));
    id = "";
  }

  CimRequest request() { return new CimRequest.OperationSet(header, wrapping, inSequence, allOrNothing, operations); }

  private static boolean isTrue(String text) { return text.strip().equals("true") || text.strip().equals("1"); }
}
