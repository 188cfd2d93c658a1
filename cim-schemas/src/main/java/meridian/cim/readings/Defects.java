package meridian.cim.readings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first of what is wrong, and how much more there was. */
final class Defects {
  private final int most;
  private final List<Defect> told = new ArrayList<>();
  private final Set<String> devices = new HashSet<>();
  private long more;

  Defects(int most) { this.most = most; }

  List<Defect> told() { return told; }

  long more() { return more; }

  boolean isEmpty() { return told.isEmpty(); }

  /** Whether the next one will be told, so that its place is worth finding. */
  boolean hasRoom() { return told.size() < most; }

  void add(Defect defect) {
    if (hasRoom()) told.add(defect);
    else
      more++;
  }

  void count() { more++; }

  /** An unknown device is told of once. @return whether it is new */
  boolean isNews(Device device) {
    return devices.size() >= most || devices.add(device.type() + ' ' + device.id());
  }
}
