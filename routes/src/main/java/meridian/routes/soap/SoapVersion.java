package meridian.routes.soap;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** SOAP 1.1 and 1.2, as far as they differ. A request is answered in its own. */
public enum SoapVersion {
  SOAP_11("http://schemas.xmlsoap.org/soap/envelope/", "text/xml"), SOAP_12("http://www.w3.org/2003/05/soap-envelope",
    "application/soap+xml");

  private static final byte[] END = "</soap:Body></soap:Envelope>".getBytes(StandardCharsets.US_ASCII);

  private final String namespace;
  private final String mediaType;
  private final byte[] begin;

  SoapVersion(String namespace, String mediaType) {
    this.namespace = namespace;
    this.mediaType = mediaType;
    begin = ("<soap:Envelope xmlns:soap=\"" + namespace + "\"><soap:Body>").getBytes(StandardCharsets.US_ASCII);
  }

  static Optional<SoapVersion> of(String namespace) {
    for (SoapVersion version : values()) {
      if (version.namespace.equals(namespace)) return Optional.of(version);
    }
    return Optional.empty();
  }

  /** What a sender means whose envelope was not read, by its Content-Type. */
  public static SoapVersion ofContentType(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).contains(SOAP_12.mediaType) ? SOAP_12 : SOAP_11;
  }

  public String contentType() { return mediaType + ";charset=UTF-8"; }

  String namespace() { return namespace; }

  /** What stands before the child of the Body. */
  public byte[] begin() { return begin.clone(); }

  /** What stands behind it. */
  public byte[] end() { return END.clone(); }
}
