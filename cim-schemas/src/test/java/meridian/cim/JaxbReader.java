package meridian.cim;

import java.io.ByteArrayInputStream;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;

import org.codehaus.stax2.XMLStreamReader2;

import meridian.cim.jaxb.events.EndDeviceEvents;
import meridian.cim.jaxb.readings.MeterReadings;
import meridian.cim.xml.StaxFactory;
import meridian.cim.xml.XmlLimits;

/** Reads what we write with classes generated from the schemas: another's eyes. */
final class JaxbReader {
  static final JAXBContext CONTEXT;

  static {
    try {
      CONTEXT = JAXBContext.newInstance(meridian.cim.jaxb.readings.ObjectFactory.class, meridian.cim.jaxb.events.ObjectFactory.class,
        meridian.cim.jaxb.message.ObjectFactory.class);
    } catch (JAXBException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private JaxbReader() {}

  static MeterReadings readings(byte[] message) throws XMLStreamException, JAXBException { return payload(message, MeterReadings.class); }

  static EndDeviceEvents events(byte[] message) throws XMLStreamException, JAXBException { return payload(message, EndDeviceEvents.class); }

  private static <T> T payload(byte[] message, Class<T> type) throws XMLStreamException, JAXBException {
    XMLStreamReader2 reader = StaxFactory.open(new ByteArrayInputStream(message), XmlLimits.BULK);
    while (reader.next() != XMLStreamConstants.START_ELEMENT || !reader.getLocalName().equals(type.getSimpleName())) {
      // On to the payload.
    }
    return CONTEXT.createUnmarshaller().unmarshal(reader, type).getValue();
  }
}
