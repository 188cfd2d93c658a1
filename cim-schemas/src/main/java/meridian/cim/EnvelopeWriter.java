package meridian.cim;

import meridian.model.Mrid;
import meridian.model.message.Verb;

/** Writes the envelope around a reply or an event. Header, Reply and Payload follow in this order; nothing checks that. */
final class EnvelopeWriter {
  private final XmlBytes xml;
  private final String root;
  private final String prefix;

  private EnvelopeWriter(XmlBytes xml, String root, String prefix) {
    this.xml = xml;
    this.root = root;
    this.prefix = prefix;
  }

  /** Begins the reply to {@code request}. A noun that no element name can hold goes out in generic wrapping. */
  static EnvelopeWriter reply(XmlBytes xml, Wrapping wrapping, Header request, Header reply) {
    String noun = Names.bare(request.noun());
    boolean typed = wrapping == Wrapping.TYPED && Names.isNoun(noun);
    String wrapper = Names.wrapper(request.verb() == Verb.GET ? "Get" + noun : noun);
    return begin(xml, typed, typed ? noun + "ResponseMessage" : "ResponseMessage", wrapper, reply);
  }

  static EnvelopeWriter event(XmlBytes xml, Wrapping wrapping, Header header) {
    boolean typed = wrapping == Wrapping.TYPED;
    String root = typed ? Names.capital(header.verb()) + header.noun() : "EventMessage";
    return begin(xml, typed, root, Names.wrapper(header.noun()), header);
  }

  private static EnvelopeWriter begin(XmlBytes xml, boolean typed, String root, String wrapper, Header header) {
    String prefix = typed ? "w:" : "";
    xml.raw("<").raw(prefix).raw(root).raw(" xmlns=\"" + Names.MESSAGE + "\"");
    if (typed) xml.raw(" xmlns:w=\"").raw(wrapper).raw("\"");
    xml.raw(">");
    var writer = new EnvelopeWriter(xml, root, prefix);
    writer.header(header);
    return writer;
  }

  private void open(String name) { xml.raw("<").raw(prefix).raw(name).raw(">"); }

  private void close(String name) { xml.raw("</").raw(prefix).raw(name).raw(">"); }

  void openPayload() { open("Payload"); }

  void closePayload() { close("Payload"); }

  void end() { close(root); }

  private void header(Header header) {
    open("Header");
    xml.element("Verb", header.verb().text()).element("Noun", header.noun()).optional("Revision", header.revision())
      .optional("Context", header.context());
    header.timestamp().ifPresent(time -> xml.raw("<Timestamp>").time(time).raw("</Timestamp>"));
    xml.optional("Source", header.source());
    if (header.asyncReplyFlag()) xml.element("AsyncReplyFlag", "true");
    xml.optional("ReplyAddress", header.replyAddress());
    if (header.ackRequired()) xml.element("AckRequired", "true");
    if (!header.userId().isEmpty()) xml.raw("<User>").element("UserID", header.userId()).raw("</User>");
    xml.optional("MessageID", header.messageId()).optional("CorrelationID", header.correlationId());
    header.properties().forEach((name, value) -> xml.raw("<Property>").element("Name", name).element("Value", value).raw("</Property>"));
    close("Header");
  }

  void reply(Reply reply) {
    open("Reply");
    replyContent(xml, reply);
    close("Reply");
  }

  /** FaultMessage: a Reply without a Header. */
  static void fault(XmlBytes xml, CimError error) {
    xml.raw("<FaultMessage xmlns=\"" + Names.MESSAGE + "\"><Reply>");
    replyContent(xml, Reply.failed(error));
    xml.raw("</Reply></FaultMessage>");
  }

  private static void replyContent(XmlBytes xml, Reply reply) {
    xml.element("Result", reply.result().name());
    if (reply.errors().isEmpty() && reply.result() == Reply.Result.OK) error(xml, ErrorCode.NO_ERRORS.error(""));
    for (CimError error : reply.errors()) {
      error(xml, error);
    }
    for (Reply.Made made : reply.made()) {
      xml.raw("<ID kind=\"uuid\" objectType=\"").attribute(made.type()).raw("\">").text(made.mrid().toString()).raw("</ID>");
    }
  }

  private static void error(XmlBytes xml, CimError error) {
    xml.raw("<Error>").element("code", error.code()).element("level", error.level().name()).optional("reason", error.reason())
      .optional("details", error.details());
    if (!error.id().isEmpty()) {
      xml.raw("<ID kind=\"").raw(Mrid.find(error.id()).isPresent() ? "uuid" : "name").raw("\"");
      if (!error.idType().isEmpty()) xml.raw(" objectType=\"").attribute(error.idType()).raw("\"");
      xml.raw(">").text(error.id()).raw("</ID>");
    }
    xml.optional("operationId", error.operationId());
    xml.raw("</Error>");
  }
}
