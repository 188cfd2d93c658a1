package meridian.cim;

/** How a message is wrapped on the wire. A reply goes out the way the request came in. */
public enum Wrapping {
  /** RequestMessage, ResponseMessage, EventMessage of Message.xsd: JMS and generic SOAP. */
  GENERIC,
  /** The noun's own wrapper elements, in the namespace {@code …/{Noun}Message}: strongly typed SOAP, taken over JMS too. */
  TYPED,
  /** As TYPED, a query in the template of 2015: {@code Get{Noun}RequestMessage}, answered by {@code Get{Noun}ResponseMessage}. */
  TYPED_2015,
  /** As TYPED, a query in the 2011 draft's form: {@code {Noun}RequestMessage} in the namespace of the noun's own wrapper. */
  TYPED_DRAFT;

  /** Wrapped in the noun's own elements, in one form or another. */
  public boolean isTyped() { return this != GENERIC; }
}
