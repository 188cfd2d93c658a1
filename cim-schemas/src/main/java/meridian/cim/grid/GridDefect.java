package meridian.cim.grid;

/** One thing wrong with the data, and where. Import goes on without it. */
public sealed interface GridDefect {

  /** Class of the object, for example {@code UsagePoint}. */
  String element();

  /** Of the object, as far as it is known; may be empty. */
  String mrid();

  /** Of the object's first mention in the document. */
  int line();

  /** What is wrong and what became of it, for the one who made the document. */
  String reason();

  default String text() { return "line " + line() + ": " + element() + (mrid().isEmpty() ? "" : " " + mrid()) + ": " + reason(); }

  /** The whole document is of another CIM version: nothing was read. */
  record UnsupportedNamespace(String element, String mrid, int line, String namespace) implements GridDefect {
    @Override
    public String reason() { return "namespace " + namespace + " is not supported; supported: " + GridReader.CIM100; }
  }

  record MissingProperty(String element, String mrid, int line, String property, String consequence) implements GridDefect {
    @Override
    public String reason() { return "no " + property + ": " + consequence; }
  }

  record BadValue(String element, String mrid, int line, String property, String value) implements GridDefect {
    @Override
    public String reason() { return property + " makes no sense: " + (value.length() > 60 ? value.substring(0, 60) + "..." : value); }
  }

  /** A reference to what is not in the document, or is something else. */
  record DanglingReference(String element, String mrid, int line, String property, String target) implements GridDefect {
    @Override
    public String reason() { return property + " refers to " + target + ", which is not there: not imported"; }
  }

  record Duplicate(String element, String mrid, int line, String property, String value) implements GridDefect {
    @Override
    public String reason() { return "another one has the same " + property + " " + value + ": not imported"; }
  }

  /** Coordinates in a system that is not WGS 84: its positions are left out. */
  record UnsupportedCoordinateSystem(String element, String mrid, int line, String crsUrn) implements GridDefect {
    @Override
    public String reason() { return "crsUrn " + crsUrn + " is not supported; supported: EPSG:4326 (WGS 84), x = longitude, y = latitude"; }
  }

  /** Latitude and longitude have changed places; they were put right. */
  record SwappedAxes(String element, String mrid, int line, String x, String y) implements GridDefect {
    @Override
    public String reason() { return "xPosition " + x + " is a latitude and yPosition " + y + " a longitude: read as if exchanged"; }
  }

  /** The list ends here, the trouble does not. */
  record AndMore(String element, String mrid, int line, long count) implements GridDefect {
    @Override
    public String reason() { return count + " more defects"; }
  }
}
