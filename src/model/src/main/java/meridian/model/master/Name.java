package meridian.model.master;

/** A name of an object, unique within its type and authority; both may be empty. Source: IEC 61970-301, Name, NameType, NameTypeAuthority. */
public record Name(String name, String type, String authority) {}
