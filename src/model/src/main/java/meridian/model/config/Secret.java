package meridian.model.config;

/** A setting nobody may see: its text form says nothing. */
public record Secret(String text) {

  public boolean isEmpty() { return text.isEmpty(); }

  @Override
  public String toString() { return text.isEmpty() ? "" : "***"; }
}
