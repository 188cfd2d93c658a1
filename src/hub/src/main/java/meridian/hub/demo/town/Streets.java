package meridian.hub.demo.town;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The street plan: crossings and the stretches of street between them. Arterials cross the river on bridges and run out into the country. */
final class Streets {
  /** @param path from crossing {@code from} to crossing {@code to} */
  record Stretch(int from, int to, String name, boolean arterial, boolean rural, List<Point> path) {
    double length() {
      double length = 0;
      for (int i = 1; i < path.size(); i++)
        length += path.get(i - 1).distance(path.get(i));
      return length;
    }

    int other(int crossing) { return crossing == from ? to : from; }

    /** The path as walked from one of its ends. */
    List<Point> pathFrom(int crossing) {
      if (crossing == from) return path;
      return path.reversed();
    }
  }

  private static final double REACH = 1620;
  private static final int PIECES = 4;

  private final Landscape land;
  private final RandomGenerator random;
  private final StreetNames names;
  private final List<Point> crossings = new ArrayList<>();
  private final List<Stretch> stretches = new ArrayList<>();
  private List<List<Stretch>> at = List.of();

  Streets(Landscape land, RandomGenerator random) {
    this.land = land;
    this.random = random;
    names = new StreetNames(random);
    plan();
    keepWhatHangsTogether();
  }

  List<Stretch> stretches() { return stretches; }

  List<Point> crossings() { return crossings; }

  List<Stretch> at(int crossing) { return at.get(crossing); }

  private void plan() {
    double[] us = lines();
    double[] vs = lines();
    boolean[] wideU = arterials(us);
    boolean[] wideV = arterials(vs);
    int[][] crossing = new int[us.length][vs.length];
    for (int i = 0; i < us.length; i++) {
      for (int j = 0; j < vs.length; j++) {
        Point point = land.bend(us[i], vs[j]);
        boolean wide = wideU[i] || wideV[j];
        boolean kept = point.radius() < land.edge(point) * (wide ? 1.08 : 1) && (wide || !land.isWet(point) && !land.isPark(point));
        crossing[i][j] = kept ? crossing(point) : -1;
      }
    }
    for (int i = 0; i < us.length; i++) {
      for (int j = 0; j < vs.length; j++) {
        if (i + 1 < us.length)
          street(crossing[i][j], crossing[i + 1][j], us[i], vs[j], us[i + 1], vs[j], wideV[j], "v" + j + part(i, wideU));
        if (j + 1 < vs.length)
          street(crossing[i][j], crossing[i][j + 1], us[i], vs[j], us[i], vs[j + 1], wideU[i], "u" + i + part(j, wideV));
      }
    }
    lanes(us, vs, crossing);
    for (int i = 0; i < us.length; i++)
      if (wideU[i]) roadsOut(crossing[i]);
    for (int j = 0; j < vs.length; j++) {
      int row = j;
      if (wideV[j]) roadsOut(Arrays.stream(crossing).mapToInt(column -> column[row]).toArray());
    }
  }

  /** Irregular distances between parallel streets, wider outwards. */
  private double[] lines() {
    var lines = new ArrayList<Double>();
    for (double at = 20 * random.nextDouble(); at < REACH; at += step(at))
      lines.add(at);
    for (double at = -step(0); at > -REACH; at -= step(at))
      lines.add(at);
    Collections.sort(lines);
    return lines.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double step(double at) { return (68 + 58 * random.nextDouble()) * (1 + 0.45 * Math.abs(at) / REACH); }

  private static boolean[] arterials(double[] lines) {
    boolean[] wide = new boolean[lines.length];
    for (double wanted : new double[]{-820, 0, 760}) {
      int nearest = 0;
      for (int i = 1; i < lines.length; i++)
        if (Math.abs(lines[i] - wanted) < Math.abs(lines[nearest] - wanted)) nearest = i;
      wide[nearest] = true;
    }
    return wide;
  }

  /** A street changes its name where it crosses an arterial. */
  private static String part(int index, boolean[] wide) {
    int part = 0;
    for (int i = 0; i <= index; i++)
      if (wide[i]) part++;
    return "." + part;
  }

  private int crossing(Point point) {
    crossings.add(point);
    return crossings.size() - 1;
  }

  private void street(int from, int to, double u1, double v1, double u2, double v2, boolean wide, String line) {
    if (from < 0 || to < 0) return;
    Point middle = land.bend((u1 + u2) / 2, (v1 + v2) / 2);
    if (!wide) {
      double out = middle.radius() / land.edge(middle);
      if (random.nextDouble() < 0.05 + 0.26 * out * out || land.isWet(middle) || land.isPark(middle)) return;
      if (land.beyondRiver(crossings.get(from)) * land.beyondRiver(crossings.get(to)) < 0) return;
    }
    var path = new ArrayList<Point>();
    for (int i = 0; i <= PIECES; i++)
      path.add(land.bend(u1 + (u2 - u1) * i / PIECES, v1 + (v2 - v1) * i / PIECES));
    stretches.add(new Stretch(from, to, names.of(wide ? line.substring(0, line.indexOf('.')) : line, wide), wide, false, path));
  }

  /** Dead ends into the larger blocks. */
  private void lanes(double[] us, double[] vs, int[][] crossing) {
    for (int i = 0; i + 1 < us.length; i++) {
      for (int j = 0; j + 1 < vs.length; j++) {
        boolean large = (us[i + 1] - us[i]) * (vs[j + 1] - vs[j]) > 13_000;
        if (!large || crossing[i][j] < 0 || crossing[i + 1][j] < 0 || random.nextDouble() > 0.45) continue;
        split(crossing[i][j], crossing[i + 1][j], us[i], us[i + 1], vs[j],
          vs[j] + (vs[j + 1] - vs[j]) * (0.45 + 0.25 * random.nextDouble()));
      }
    }
  }

  private void split(int from, int to, double u1, double u2, double v, double end) {
    var whole = stretches.stream().filter(stretch -> stretch.from == from && stretch.to == to && !stretch.arterial).findFirst()
      .orElse(null);
    if (whole == null) return;
    double u = (u1 + u2) / 2;
    var lane = new ArrayList<Point>();
    for (int i = 0; i <= 2; i++)
      lane.add(land.bend(u, v + (end - v) * i / 2));
    if (lane.stream().anyMatch(point -> land.isWet(point) || land.isPark(point))) return;
    int middle = crossing(whole.path.get(PIECES / 2));
    stretches.remove(whole);
    stretches.add(new Stretch(from, middle, whole.name, false, false, whole.path.subList(0, PIECES / 2 + 1)));
    stretches.add(new Stretch(middle, to, whole.name, false, false, whole.path.subList(PIECES / 2, PIECES + 1)));
    lane.set(0, crossings.get(middle));
    stretches.add(new Stretch(middle, crossing(lane.getLast()), names.of("lane " + middle, false), false, false, lane));
  }

  private void roadsOut(int[] line) {
    int[] kept = Arrays.stream(line).filter(crossing -> crossing >= 0).toArray();
    if (kept.length < 4) return;
    roadOut(kept[1], kept[0]);
    roadOut(kept[kept.length - 2], kept[kept.length - 1]);
  }

  private void roadOut(int before, int start) {
    String name = names.rural();
    Point way = crossings.get(start).minus(crossings.get(before));
    Point out = crossings.get(start);
    double heading = StrictMath.atan2(way.y(), way.x()) * 0.4 + StrictMath.atan2(out.y(), out.x()) * 0.6;
    if (Math.abs(StrictMath.atan2(way.y(), way.x()) - StrictMath.atan2(out.y(), out.x())) > 2) heading = StrictMath.atan2(out.y(), out.x());
    double curve = 0.12 * random.nextGaussian();
    int last = start;
    int steps = 4 + random.nextInt(6);
    for (int i = 0; i < steps; i++) {
      var path = new ArrayList<Point>(List.of(crossings.get(last)));
      for (int piece = 0; piece < 3; piece++) {
        curve = 0.75 * curve + 0.045 * random.nextGaussian();
        heading += curve;
        path.add(path.getLast().plus(new Point(58 * StrictMath.cos(heading), 58 * StrictMath.sin(heading))));
      }
      int next = crossing(path.getLast());
      stretches.add(new Stretch(last, next, name, true, true, path));
      if (i > 1 && i < steps - 1 && random.nextDouble() < 0.3)
        track(next, heading + (random.nextBoolean() ? 1.35 : -1.35), 2 + random.nextInt(3));
      last = next;
    }
    if (random.nextDouble() < 0.75) hamlet(last, heading);
  }

  private void track(int from, double heading, int steps) {
    String name = names.rural();
    int last = from;
    for (int i = 0; i < steps; i++) {
      heading += 0.16 * random.nextGaussian();
      Point step = new Point(95 * StrictMath.cos(heading), 95 * StrictMath.sin(heading));
      int next = crossing(crossings.get(last).plus(step));
      stretches.add(new Stretch(last, next, name, false, true, List.of(crossings.get(last), crossings.get(last).plus(step))));
      last = next;
    }
  }

  private void hamlet(int middle, double heading) {
    for (double turn : new double[]{0.3, 1.5, -1.45, 2.4})
      track(middle, heading + turn, 1 + random.nextInt(2));
  }

  private void keepWhatHangsTogether() {
    index();
    int[] part = new int[crossings.size()];
    int largest = 0;
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int start = 0; start < part.length; start++) {
      if (part[start] != 0) continue;
      int id = start + 1;
      part[start] = id;
      var open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        int crossing = open.pop();
        sizes.merge(id, 1, Integer::sum);
        for (Stretch stretch : at(crossing)) {
          int next = stretch.other(crossing);
          if (part[next] != 0) continue;
          part[next] = id;
          open.push(next);
        }
      }
      if (largest == 0 || sizes.get(id) > sizes.get(largest)) largest = id;
    }
    int kept = largest;
    stretches.removeIf(stretch -> part[stretch.from] != kept);
    index();
  }

  private void index() {
    at = new ArrayList<>();
    for (int i = 0; i < crossings.size(); i++)
      at.add(new ArrayList<>(4));
    for (Stretch stretch : stretches) {
      at.get(stretch.from).add(stretch);
      at.get(stretch.to).add(stretch);
    }
  }
}
