package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.random.RandomGenerator;

import meridian.hub.demo.town.Houses.House;

/** Crossings where transformers stand: in the midst of their houses, nearer together where there are more. */
final class Sites {
  private static final int ROUNDS = 12;

  private Sites() {}

  static List<Integer> choose(Streets streets, List<House> houses, int count, RandomGenerator random) {
    var middles = spread(houses, count, random);
    for (int round = 0; round < ROUNDS; round++)
      middles = moved(middles, houses);
    var taken = new HashSet<Integer>();
    var sites = new ArrayList<Integer>();
    for (Point middle : middles) {
      int nearest = -1;
      for (int crossing = 0; crossing < streets.crossings().size(); crossing++) {
        if (streets.at(crossing).isEmpty() || taken.contains(crossing)) continue;
        Point place = streets.crossings().get(crossing);
        if (nearest < 0 || place.distance(middle) < streets.crossings().get(nearest).distance(middle)) nearest = crossing;
      }
      taken.add(nearest);
      sites.add(nearest);
    }
    return sites;
  }

  /** One after the other, each more likely where no other is near. */
  private static List<Point> spread(List<House> houses, int count, RandomGenerator random) {
    var middles = new ArrayList<Point>(List.of(houses.getFirst().place()));
    double[] lonely = new double[houses.size()];
    while (middles.size() < count) {
      double sum = 0;
      for (int i = 0; i < lonely.length; i++) {
        double distance = houses.get(i).place().distance(middles.getLast());
        if (middles.size() == 1 || distance < lonely[i]) lonely[i] = distance;
        sum += lonely[i];
      }
      double dice = random.nextDouble() * sum;
      int chosen = 0;
      while (chosen < lonely.length - 1 && (dice -= lonely[chosen]) > 0)
        chosen++;
      middles.add(houses.get(chosen).place());
    }
    return middles;
  }

  private static List<Point> moved(List<Point> middles, List<House> houses) {
    double[] x = new double[middles.size()];
    double[] y = new double[middles.size()];
    int[] count = new int[middles.size()];
    for (House house : houses) {
      int nearest = 0;
      for (int i = 1; i < middles.size(); i++) {
        if (house.place().distance(middles.get(i)) < house.place().distance(middles.get(nearest))) nearest = i;
      }
      x[nearest] += house.place().x();
      y[nearest] += house.place().y();
      count[nearest]++;
    }
    var moved = new ArrayList<Point>();
    for (int i = 0; i < count.length; i++)
      moved.add(count[i] == 0 ? middles.get(i) : new Point(x[i] / count[i], y[i] / count[i]));
    return moved;
  }
}
