package meridian.hub.demo.town;

import java.util.*;
import meridian.model.*;
import meridian.model.grid.*;

public final class Town {
  public static Grid generate(long seed, int port) {
    List<Meter> meters = new ArrayList<>();
    List<UsagePoint> points = new ArrayList<>();
    List<Feeder> feeders = new ArrayList<>();
    Mrid ss = Mrid.derivedFrom("ss");
    for (int f = 0; f < 6; f++) feeders.add(new Feeder(Mrid.derivedFrom("F" + f), "Feeder " + (f + 1), ss));
    for (int i = 0; i < 600; i++) {
      Mrid up = Mrid.derivedFrom("up" + i);
      points.add(new UsagePoint(up, "UP" + i, "Street " + i, new Position(9 + (i % 60) * 0.001, 50 + (i / 60) * 0.001), Mrid.derivedFrom("ec" + i), "A"));
      meters.add(new Meter(Mrid.derivedFrom("m" + i), "MTR-%05d".formatted(i), "MRD%013d".formatted(i + 1), "dlms", "127.1." + (i / 250) + "." + (i % 250 + 1) + ":" + port, i % 10 < 6 ? "ML4" : i % 10 < 9 ? "MH4" : "MH3", up));
    }
    return new Grid(List.of(new Substation(ss, "S", new Position(9, 50))), feeders, List.of(), List.of(), List.of(), List.of(), points, meters);
  }
}
