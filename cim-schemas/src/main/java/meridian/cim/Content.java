package meridian.cim;

import java.util.List;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.UnmarshallerHandler;

import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

import meridian.cim.jaxb.controls.EndDeviceControls;
import meridian.cim.jaxb.getreadings.GetMeterReadings;
import meridian.model.master.CimElement;

/** A noun's element: what is told to {@link #handler} until {@link #end}, and then what was made of it. */
final class Content {
  private static final JAXBContext JAXB = jaxb();

  private final String path;
  private final String place;
  private final ContentHandler handler;
  private @Nullable Object bound;
  private boolean empty = true;

  /** @param path of the noun's element @param place the same with line and column */
  Content(Wanted wanted, String path, String place) throws JAXBException {
    this.path = path;
    this.place = place;
    this.handler = wanted.made() == Wanted.Made.TREES ? new TreeBuilder() : JAXB.createUnmarshaller().getUnmarshallerHandler();
  }

  ContentHandler handler() { return handler; }

  String path() { return path; }

  String place() { return place; }

  /** A child of the noun's element has begun. */
  void filled() { empty = false; }

  /** No child has begun. */
  boolean isEmpty() { return empty; }

  void end() throws SAXException, JAXBException {
    handler.endDocument();
    if (handler instanceof UnmarshallerHandler binding) bound = ((JAXBElement<?>) binding.getResult()).getValue();
  }

  /** What was asked for as {@link Wanted.Made#TREES}. */
  List<CimElement> objects() { return ((TreeBuilder) handler).objects(); }

  EndDeviceControls controls() {
    if (bound instanceof EndDeviceControls controls) return controls;
    throw new IllegalStateException(path + " was not read as EndDeviceControls");
  }

  GetMeterReadings query() {
    if (bound instanceof GetMeterReadings query) return query;
    throw new IllegalStateException(path + " was not read as GetMeterReadings");
  }

  private static JAXBContext jaxb() {
    try {
      return JAXBContext.newInstance(meridian.cim.jaxb.controls.ObjectFactory.class, meridian.cim.jaxb.getreadings.ObjectFactory.class);
    } catch (JAXBException e) {
      throw new IllegalStateException("the generated classes are not to JAXB's taste", e);
    }
  }
}
