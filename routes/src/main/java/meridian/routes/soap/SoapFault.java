package meridian.routes.soap;

import java.nio.charset.StandardCharsets;

import meridian.cim.CimError;
import meridian.routes.message.Answer;

/**
 * Every SOAP fault that leaves: our words, the service's FaultMessage as detail, nothing of parsers and stacks. It goes with HTTP 500, where HTTP has
 * no better status: SOAP 1.2 would have 400 for a sender's fault, but clients in use read no fault from a 400.
 */
public final class SoapFault {
  /** Whose fault it is; the codes of SOAP 1.1, and what SOAP 1.2 calls them. */
  public enum Code {
    CLIENT("Client", "Sender"), SERVER("Server", "Receiver"), MUST_UNDERSTAND("MustUnderstand", "MustUnderstand"), VERSION_MISMATCH(
      "VersionMismatch", "VersionMismatch");

    private final String soap11;
    private final String soap12;

    Code(String soap11, String soap12) {
      this.soap11 = soap11;
      this.soap12 = soap12;
    }
  }

  private SoapFault() {}

  /** The whole envelope. */
  public static byte[] write(SoapVersion version, Code code, SoapService service, Answer.Fault fault) {
    CimError error = fault.error();
    String reason = escape(error.reason() + (error.details().isEmpty() ? "" : ": " + error.details()));
    String detail = detail(fault, service);
    String body = switch (version) {
      case SOAP_11 ->
        "<soap:Fault><faultcode>soap:" + code.soap11 + "</faultcode><faultstring>" + reason + "</faultstring><detail>" + detail
          + "</detail></soap:Fault>";
      case SOAP_12 -> "<soap:Fault><soap:Code><soap:Value>soap:" + code.soap12 + "</soap:Value></soap:Code><soap:Reason>"
        + "<soap:Text xml:lang=\"en\">" + reason + "</soap:Text></soap:Reason><soap:Detail>" + detail + "</soap:Detail></soap:Fault>";
    };
    return (new String(version.begin(), StandardCharsets.UTF_8) + body + new String(version.end(), StandardCharsets.UTF_8))
      .getBytes(StandardCharsets.UTF_8);
  }

  /** The generic FaultMessage under the service's own name and namespace. */
  public static String detail(Answer.Fault fault, SoapService service) {
    String faultMessage = new String(fault.body(), StandardCharsets.UTF_8);
    if (service.equals(SoapService.GENERIC)) return faultMessage;
    String content = faultMessage.substring(faultMessage.indexOf("<Reply>") + 7, faultMessage.lastIndexOf("</Reply>"));
    return "<w:" + service.faultMessage() + " xmlns:w=\"" + service.faultNamespace() + "\" xmlns=\"" + MESSAGE + "\"><w:Reply>" + content
      + "</w:Reply></w:" + service.faultMessage() + ">";
  }

  private static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";

  private static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> {
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        default ->
          escaped.appendCodePoint(c < ' ' && c != '\t' && c != '\n' || c == 0xFFFE || c == 0xFFFF || c >= 0xD800 && c < 0xE000 ? '?' : c);
      }
    });
    return escaped.toString();
  }
}
