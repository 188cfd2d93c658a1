package meridian.cim;

import java.time.DateTimeException;
import java.util.regex.Pattern;

import javax.xml.XMLConstants;
import javax.xml.validation.TypeInfoProvider;
import javax.xml.validation.ValidatorHandler;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.TypeInfo;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One borrowed validator at work on one document; keeps the first complaint, and looks at times and numbers more closely than the schema.
 */
final class Validation extends DefaultHandler {
  private static final Pattern FINITE = Pattern.compile("[-+.\\deE]+");

  private final String file;
  private final ValidatorHandler validator;
  private final TypeInfoProvider types;
  private @Nullable String complaint;
  private @Nullable TypeInfo ended;

  /** Against all schemas. */
  Validation() { this(Schemas.ALL); }

  /** @param file the schema of the document's root, without {@code .xsd} */
  Validation(String file) {
    this.file = file;
    validator = Schemas.borrow(file);
    types = validator.getTypeInfoProvider();
    validator.setErrorHandler(this);
    validator.setContentHandler(this);
  }

  ValidatorHandler handler() { return validator; }

  /** What the schema was broken by, in the validator's words; null while all is well. */
  @Nullable
  String complaint() { return complaint; }

  /** The complaint is none. */
  void forgive() { complaint = null; }

  /** What there is against the value of the element that ended last although the schema lets it pass; empty: nothing. */
  String objection(String value) {
    if (ended == null || value.isBlank()) return "";
    if (is(ended, "dateTime")) {
      try {
        Timestamps.parse(value);
      } catch (DateTimeException e) {
        return Refused.quote(value) + " " + e.getMessage();
      }
    }
    boolean number = is(ended, "float") || is(ended, "double");
    return number && !FINITE.matcher(value.strip()).matches() ? Refused.quote(value) + " is no finite number" : "";
  }

  /** The document has been read to its end and is valid: others may use the validator. */
  void finish() throws SAXException {
    validator.endDocument();
    Schemas.giveBack(file, validator);
  }

  @Override
  public void endElement(String uri, String localName, String qName) {
    ended = types.getElementTypeInfo();
  }

  private static boolean is(TypeInfo type, String name) {
    if (XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(type.getTypeNamespace())) return name.equals(type.getTypeName());
    return type.isDerivedFrom(XMLConstants.W3C_XML_SCHEMA_NS_URI, name, TypeInfo.DERIVATION_RESTRICTION);
  }

  @Override
  public void error(SAXParseException e) { if (complaint == null) complaint = e.getMessage() == null ? "" : e.getMessage(); }

  @Override
  public void fatalError(SAXParseException e) { error(e); }
}
