package meridian.cim;

/** How a message is wrapped on the wire. A reply goes out the way the request came in. */
public enum Wrapping {
  /** RequestMessage, ResponseMessage, EventMessage of Message.xsd: JMS and generic SOAP. */
  GENERIC,
  /** The noun's own wrapper elements, in the namespace {@code …/{Noun}Message}: strongly typed SOAP, taken over JMS too. */
  TYPED
}
