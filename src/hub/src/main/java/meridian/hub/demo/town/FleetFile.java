package meridian.hub.demo.town;

import meridian.model.grid.*;

public final class FleetFile {
  public static String group(Feeder f) { return f.name().replace(" ", ""); }
  public static String of(Grid g) {
    var b = new StringBuilder("serialNumber,address,model,group,annual_kWh,phases\n");
    int i = 0;
    for (Meter m : g.meters()) b.append(m.serialNumber()).append(',').append(m.lanAddress().split(":")[0]).append(',').append(m.model()).append(",Feeder").append(i++ % 6 + 1).append(",3500,1\n");
    return b.toString();
  }
}
