package meridian.model.grid;

import java.util.List;

/** One whole network model as imported: plain lists, references by mRID. Immutable. */
public record Grid(List<Substation> substations, List<Feeder> feeders, List<PowerTransformer> transformers, List<ACLineSegment> lines,
  List<Switch> switches, List<Terminal> terminals, List<UsagePoint> usagePoints, List<Meter> meters) {
  public static final Grid EMPTY = new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  public Grid {
    substations = List.copyOf(substations);
    feeders = List.copyOf(feeders);
    transformers = List.copyOf(transformers);
    lines = List.copyOf(lines);
    switches = List.copyOf(switches);
    terminals = List.copyOf(terminals);
    usagePoints = List.copyOf(usagePoints);
    meters = List.copyOf(meters);
  }
}
