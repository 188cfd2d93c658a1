package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import meridian.hub.demo.town.Streets.Stretch;

/** Where people live: along the streets, dense in the middle, farms and hamlets outside. */
final class Houses {
  /** @param along metres from the stretch's first crossing */
  record House(Stretch stretch, double along, Point place, String address) {}

  private record Plot(Stretch stretch, double along, boolean left, Point place, double rank) {}

  private Houses() {}

  /** In the order of their streets. */
  static List<House> build(Streets streets, Landscape land, int count, RandomGenerator random) {
    var plots = new ArrayList<Plot>();
    for (Stretch stretch : streets.stretches())
      plots(stretch, land, random, plots);
    if (plots.size() < count) throw new IllegalStateException("only " + plots.size() + " plots for " + count + " houses");
    var chosen = plots.stream().sorted(Comparator.comparingDouble(Plot::rank)).limit(count).toList();
    var taken = new HashSet<>(chosen);
    Map<String, int[]> numbers = new HashMap<>();
    var houses = new ArrayList<House>();
    for (Plot plot : plots) {
      if (!taken.contains(plot)) continue;
      int[] last = numbers.computeIfAbsent(plot.stretch.name(), none -> new int[]{-1, 0});
      int number = last[plot.left ? 0 : 1] += 2;
      houses.add(new House(plot.stretch, plot.along, plot.place, plot.stretch.name() + " " + number));
    }
    return houses;
  }

  private static void plots(Stretch stretch, Landscape land, RandomGenerator random, List<Plot> plots) {
    double length = stretch.length();
    double margin = Math.min(13, length / 4);
    for (boolean left : new boolean[]{true, false}) {
      double density = land.density(at(stretch.path(), length / 2, 0));
      double width = stretch.rural() ? 34 : 11 + 9 * (1 - density);
      for (double along = margin + width * random.nextDouble() / 2; along <= length - margin; along += width
        * (0.85 + 0.3 * random.nextDouble())) {
        double back = (stretch.arterial() ? 15 : 11) + 4 * random.nextDouble() + (stretch.rural() ? 14 * random.nextDouble() : 0);
        Point place = at(stretch.path(), along, left ? back : -back);
        if (land.isWet(place) || land.isPark(place)) continue;
        double weight = stretch.rural() ? stretch.arterial() ? 0.14 : 0.4 : land.density(place);
        plots.add(new Plot(stretch, along, left, place, random.nextDouble() / weight));
      }
    }
  }

  /** The point so far along a path, and so far to its left. */
  static Point at(List<Point> path, double along, double left) {
    for (int i = 1;; i++) {
      Point from = path.get(i - 1);
      Point to = path.get(i);
      double length = from.distance(to);
      if (along <= length || i == path.size() - 1) {
        Point way = to.minus(from).times(1 / length);
        return from.plus(way.times(along)).plus(new Point(-way.y() * left, way.x() * left));
      }
      along -= length;
    }
  }
}
