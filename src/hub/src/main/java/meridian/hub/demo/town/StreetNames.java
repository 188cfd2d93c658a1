package meridian.hub.demo.town;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Invented street names, each given once. */
final class StreetNames {
  private static final List<String> FIRST = List.of("""
    Alder Amber Apple Ash Barley Beech Bell Birch Bramble Bridge Canal Castle Cherry Church Clover Cooper Copper Crane Dove
    Elm Falcon Fern Ferry Foundry Garden Glass Granary Harbour Hazel Heron Hill Hollow Juniper Kiln Lark Lavender Linden
    Lock Maple Market Meadow Mill Mint Moss Oak Orchard Otter Pear Pine Poplar Potter Quarry Quince Rope Rowan Rye Saddler
    School Silver Sorrel Spring Station Swan Tanner Thistle Tower Vine Walnut Water Weaver Well Willow Windmill Wren Yarrow"""
    .split("\\s+"));
  private static final List<String> STREET = List.of("Street", "Lane", "Row", "Way", "Close", "Walk");
  private static final List<String> ARTERIAL = List.of("Avenue", "Road");
  private static final List<String> COUNTRY = List.of("Farm Road", "Hill Road", "Field Track", "Heath Road", "Moor Lane");

  private final Map<String, String> byLine = new HashMap<>();
  private final List<String> streets;
  private final List<String> arterials;
  private final List<String> country;

  StreetNames(RandomGenerator random) {
    streets = combined(STREET, random);
    arterials = combined(ARTERIAL, random);
    country = combined(COUNTRY, random);
  }

  private static List<String> combined(List<String> kinds, RandomGenerator random) {
    var names = new ArrayList<String>();
    for (String kind : kinds)
      for (String first : FIRST)
        names.add(first + " " + kind);
    Collections.shuffle(names, Random.from(random));
    return names;
  }

  /** The name of one line of the plan. */
  String of(String line, boolean arterial) {
    return byLine.computeIfAbsent(line, none -> (arterial ? arterials : streets).removeLast());
  }

  String rural() { return country.removeLast(); }
}
