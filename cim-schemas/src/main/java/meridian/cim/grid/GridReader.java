package meridian.cim.grid;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import meridian.model.grid.Grid;

/** Reads a network model: one RDF/XML document of namespace CIM100, streamed; what is wrong with the data is told and left out. */
public final class GridReader {
  /** The namespace of CIM100: IEC 61970-301 ed. 7, IEC 61968-11 ed. 3. */
  public static final String CIM100 = "http://iec.ch/TC57/CIM100#";

  private GridReader() {}

  /**
   * Units are V and VA; kV and MVA when a CGMES header says so. x is longitude, y latitude, in degrees. The energy source of a substation
   * becomes a terminal of the substation; equipment inside a substation has the substation's mRID as its feeder. A meter's adapter is the
   * {@code Name} whose NameType is {@code adapter}. The caller closes the stream.
   *
   * @throws GridFormatException when the document is no sound RDF/XML, or is over a limit: names the line
   */
  public static GridReading read(InputStream xml) throws IOException, GridFormatException {
    var model = new RdfModel();
    try {
      RdfParser.parse(xml, model);
    } catch (RdfParser.UnsupportedNamespaceException e) {
      return new GridReading(Grid.EMPTY, List.of(e.defect));
    }
    return new GridReading(new GridAssembly(model).assemble(), model.defects());
  }
}
