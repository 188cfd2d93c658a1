package meridian.cim;

import javax.xml.XMLConstants;
import javax.xml.validation.TypeInfoProvider;
import javax.xml.validation.ValidatorHandler;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.TypeInfo;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** One borrowed validator at work on one document; keeps the first complaint and tells times from other values. */
final class Validation extends DefaultHandler {
  private final ValidatorHandler validator = Schemas.borrow();
  private final TypeInfoProvider types = validator.getTypeInfoProvider();
  private @Nullable String complaint;
  private boolean endedTime;

  Validation() {
    validator.setErrorHandler(this);
    validator.setContentHandler(this);
  }

  ValidatorHandler handler() { return validator; }

  /** What the schema was broken by, in the validator's words; null while all is well. */
  @Nullable
  String complaint() { return complaint; }

  /** Forgets the complaint, for who would hear the next one too. */
  void forgive() { complaint = null; }

  /** The element that ended last is an xs:dateTime. */
  boolean endedTime() { return endedTime; }

  /** The document has been read to its end and is valid: others may use the validator. */
  void finish() throws SAXException {
    validator.endDocument();
    Schemas.giveBack(validator);
  }

  @Override
  public void endElement(String uri, String localName, String qName) {
    TypeInfo type = types.getElementTypeInfo();
    endedTime = type != null && "dateTime".equals(type.getTypeName()) && XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(type.getTypeNamespace());
  }

  @Override
  public void error(SAXParseException e) { if (complaint == null) complaint = e.getMessage() == null ? "" : e.getMessage(); }

  @Override
  public void fatalError(SAXParseException e) { error(e); }
}
