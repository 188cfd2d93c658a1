package meridian.cim.grid;

/** The document is no RDF/XML, or breaks off: nothing of it was read. Whose fault: the one who sent it. The message names the line. */
public final class GridFormatException extends Exception {
  private static final long serialVersionUID = 1;
  private final int line;

  GridFormatException(int line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  public int line() { return line; }
}
