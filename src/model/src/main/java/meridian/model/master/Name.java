package meridian.model.master;

/** A name of an object, unique within its type and authority; both may be empty. Source: IEC 61970-301, Name, NameType, NameTypeAuthority. */
public record Name(String name, String type, String authority) {
  /** NameType of what is no name: which adapter speaks to a meter. */
  public static final String ADAPTER = "Adapter";

  /** Whether somebody may mean an object by it. */
  public boolean identifies() {
    return !name.isEmpty() && !type.equalsIgnoreCase(ADAPTER);
  }
}
