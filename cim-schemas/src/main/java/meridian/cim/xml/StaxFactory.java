package meridian.cim.xml;

import java.io.InputStream;

import javax.xml.stream.XMLStreamException;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Makes the only parsers of this house: no DTD (a document type declaration ends the parse), no entities but XML's own five, nothing
 * fetched, depth, attributes, text and bytes bounded. Namespace-aware, not validating. Safe for concurrent callers.
 */
public final class StaxFactory {
  /** A factory's readers share tables of names under a lock: with some of each, many threads seldom meet there. */
  private static final int EACH = 16;
  private static final WstxInputFactory[] STRICT = new WstxInputFactory[EACH];
  private static final InputFactoryImpl[] FAST = new InputFactoryImpl[EACH];

  static {
    for (int i = 0; i < EACH; i++) {
      STRICT[i] = harden(new WstxInputFactory());
      STRICT[i].setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 256);
      STRICT[i].setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 1 << 20);
      STRICT[i].setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 256);
      FAST[i] = harden(new InputFactoryImpl());
    }
  }

  private static <F extends XMLInputFactory2> F harden(F factory) {
    factory.setProperty(XMLInputFactory2.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory2.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory2.IS_NAMESPACE_AWARE, true);
    // Otherwise text is read when it is asked for, and what is wrong with it comes as a RuntimeException.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    return factory;
  }

  private StaxFactory() {}

  /** Woodstox: checks all of XML's rules. The caller closes both reader and stream. */
  public static XMLStreamReader2 open(InputStream xml, XmlLimits limits) throws XMLStreamException {
    return guarded(STRICT[mine()], xml, limits, false);
  }

  /** Aalto: quicker, for bulk; UTF-8 only. The caller closes both reader and stream. */
  public static XMLStreamReader2 openFast(InputStream xml, XmlLimits limits) throws XMLStreamException {
    return guarded(FAST[mine()], xml, limits, true);
  }

  private static int mine() { return (int) (Thread.currentThread().threadId() % EACH); }

  private static XMLStreamReader2 guarded(XMLInputFactory2 factory, InputStream xml, XmlLimits limits, boolean utf8Only)
    throws XMLStreamException {
    var bounded = new BoundedXmlInput(xml, limits, utf8Only);
    return new GuardedReader((XMLStreamReader2) factory.createXMLStreamReader(bounded), limits);
  }
}
