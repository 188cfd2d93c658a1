package meridian.cim;

import javax.xml.XMLConstants;
import javax.xml.validation.TypeInfoProvider;
import javax.xml.validation.ValidatorHandler;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.TypeInfo;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** One borrowed validator at work on one document; keeps the first complaint and tells times and numbers from other values. */
final class Validation extends DefaultHandler {
  /** Type of an element, as far as there is more to check than the schema does. */
  enum Kind {
    TIME, NUMBER, OTHER
  }

  private final ValidatorHandler validator = Schemas.borrow();
  private final TypeInfoProvider types = validator.getTypeInfoProvider();
  private @Nullable String complaint;
  private Kind ended = Kind.OTHER;

  Validation() {
    validator.setErrorHandler(this);
    validator.setContentHandler(this);
  }

  ValidatorHandler handler() { return validator; }

  /** What the schema was broken by, in the validator's words; null while all is well. */
  @Nullable
  String complaint() { return complaint; }

  /** The complaint is none. */
  void forgive() { complaint = null; }

  /** What the element that ended last is: an xs:dateTime, an xs:float or xs:double, or something derived from these. */
  Kind ended() { return ended; }

  /** The document has been read to its end and is valid: others may use the validator. */
  void finish() throws SAXException {
    validator.endDocument();
    Schemas.giveBack(validator);
  }

  @Override
  public void endElement(String uri, String localName, String qName) {
    TypeInfo type = types.getElementTypeInfo();
    ended = type == null ? Kind.OTHER : is(type, "dateTime") ? Kind.TIME : is(type, "float") || is(type, "double") ? Kind.NUMBER : Kind.OTHER;
  }

  private static boolean is(TypeInfo type, String name) {
    return name.equals(type.getTypeName()) && XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(type.getTypeNamespace())
      || type.isDerivedFrom(XMLConstants.W3C_XML_SCHEMA_NS_URI, name, TypeInfo.DERIVATION_RESTRICTION);
  }

  @Override
  public void error(SAXParseException e) { if (complaint == null) complaint = e.getMessage() == null ? "" : e.getMessage(); }

  @Override
  public void fatalError(SAXParseException e) { error(e); }
}
