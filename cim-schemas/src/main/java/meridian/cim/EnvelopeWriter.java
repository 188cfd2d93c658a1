package meridian.cim;

import meridian.model.Mrid;
import meridian.model.message.Verb;

/** Writes the envelope around a reply or an event. Header, Reply and Payload follow in this order; nothing checks that. */
final class EnvelopeWriter {
  private final XmlBytes xml;
  private final String root;
  private final String prefix;
  /** In the wrapper of a query. */
  private final boolean query;

  private EnvelopeWriter(XmlBytes xml, String root, String prefix, boolean query) {
    this.xml = xml;
    this.root = root;
    this.prefix = prefix;
    this.query = query;
  }

  /** Begins the reply to {@code request}. A noun that no element name can hold goes out in generic wrapping. */
  static EnvelopeWriter reply(XmlBytes xml, Wrapping wrapping, Header request, Header reply) {
    String noun = Names.bare(request.noun());
    boolean get = request.verb() == Verb.GET && wrapping != Wrapping.TYPED_DRAFT;
    boolean typed = wrapping.isTyped() && Names.isNoun(noun);
    if (!typed) return begin(xml, false, "ResponseMessage", "", false, reply);
    String root = (wrapping == Wrapping.TYPED_2015 && get ? "Get" : "") + noun + "ResponseMessage";
    return begin(xml, true, root, Names.wrapper(get ? "Get" + noun : noun), get, reply);
  }

  static EnvelopeWriter event(XmlBytes xml, Wrapping wrapping, Header header) {
    String root = wrapping.isTyped() ? Names.capital(header.verb()) + header.noun() : "EventMessage";
    return begin(xml, wrapping.isTyped(), root, Names.wrapper(header.noun()), false, header);
  }

  private static EnvelopeWriter begin(XmlBytes xml, boolean typed, String root, String wrapper, boolean query, Header header) {
    String prefix = typed ? "w:" : "";
    xml.raw("<").raw(prefix).raw(root).raw(" xmlns=\"" + Names.MESSAGE + "\"");
    if (typed) xml.raw(" xmlns:w=\"").raw(wrapper).raw("\"");
    xml.raw(">");
    var writer = new EnvelopeWriter(xml, root, prefix, query);
    writer.header(header);
    return writer;
  }

  private void open(String name) { xml.raw("<").raw(prefix).raw(name).raw(">"); }

  private void close(String name) { xml.raw("</").raw(prefix).raw(name).raw(">"); }

  void openPayload() { open("Payload"); }

  /**
   * Begins a Compressed, whose text the caller writes.
   *
   * @param noun what is in it: wrappers that are not of a query want its element all the same
   */
  void openCompressed(String noun) {
    if (!prefix.isEmpty() && !query) xml.raw("<").raw(noun).raw(" xmlns=\"").raw(Names.payload(noun)).raw("\"/>");
    open("Compressed");
  }

  void closeCompressed() {
    close("Compressed");
    open("Format");
    xml.raw("XML");
    close("Format");
  }

  void closePayload() { close("Payload"); }

  void end() { close(root); }

  private void header(Header header) {
    open("Header");
    // A wrapper's name says on what a set operates, its Header does not.
    String noun = header.noun().endsWith(Names.OPERATION_SET) ? Names.OPERATION_SET : header.noun();
    xml.element("Verb", header.verb().text()).element("Noun", noun).optional("Revision", header.revision())
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
