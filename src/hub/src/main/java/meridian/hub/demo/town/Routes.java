package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

import meridian.hub.demo.town.Streets.Stretch;

/** Shortest ways along the streets from the nearest of some crossings to every other. */
final class Routes {
  final double[] distance;
  /** The crossing a way starts at; -1 where none leads. */
  final int[] origin;
  /** The last stretch of the way; null at its origin. */
  final @Nullable Stretch[] last;
  /** Crossings, nearest first. */
  final List<Integer> order = new ArrayList<>();

  private record Step(int crossing, double distance) {}

  Routes(Streets streets, List<Integer> origins, ToDoubleFunction<Stretch> cost) {
    int size = streets.crossings().size();
    distance = new double[size];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    origin = new int[size];
    Arrays.fill(origin, -1);
    last = new Stretch[size];
    var open = new PriorityQueue<Step>(Comparator.comparingDouble(Step::distance).thenComparingInt(Step::crossing));
    for (int crossing : origins) {
      distance[crossing] = 0;
      origin[crossing] = crossing;
      open.add(new Step(crossing, 0));
    }
    while (!open.isEmpty()) {
      var step = open.remove();
      if (step.distance > distance[step.crossing]) continue;
      order.add(step.crossing);
      for (Stretch stretch : streets.at(step.crossing)) {
        int next = stretch.other(step.crossing);
        double there = step.distance + cost.applyAsDouble(stretch);
        if (there >= distance[next]) continue;
        distance[next] = there;
        origin[next] = origin[step.crossing];
        last[next] = stretch;
        open.add(new Step(next, there));
      }
    }
  }

  /** The crossing before, on the way from the origin; -1 at the origin. */
  int before(int crossing) {
    var stretch = last[crossing];
    return stretch == null ? -1 : stretch.other(crossing);
  }

  /** Crossings from one back to its origin. */
  List<Integer> back(int crossing) {
    var way = new ArrayList<Integer>();
    for (int at = crossing; at >= 0; at = before(at))
      way.add(at);
    return way;
  }

  /** The street's course from the crossing before. */
  List<Point> lastPath(int crossing) {
    var stretch = last[crossing];
    if (stretch == null) return Collections.emptyList();
    return stretch.pathFrom(stretch.other(crossing));
  }
}
