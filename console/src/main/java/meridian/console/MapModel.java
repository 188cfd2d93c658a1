package meridian.console;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

import meridian.console.tile.MeterTiles;
import meridian.model.grid.UsagePoint;
import meridian.services.registry.Registry;

/**
 * What the map shows, made of one moment of the registry. Immutable but for the states counted in the tiles.
 *
 * @param version of all of it @param networkVersion of the network, which stays while the hub runs
 * @param gone dense indexes of meters that are no more
 */
record MapModel(String version, String networkVersion, NetworkView network, byte[] geoJson, byte[] geoJsonGzip, byte[] feederOfMeters,
  MeterTiles tiles, int[] gone) {

  /** @param registry as it is now @param minMeterZoom below this zoom there are only clusters */
  static MapModel of(Registry registry, int minMeterZoom) {
    byte[] geoJson = new NetworkView(registry.copy()).geoJson().encode().getBytes(StandardCharsets.UTF_8);
    return of(registry.copy(), minMeterZoom, Integer.toHexString(Arrays.hashCode(geoJson)) + "-" + stamp(), geoJson, Answers.gzip(geoJson));
  }

  /** The same network with the meters as they are now. */
  MapModel with(Registry registry) {
    return of(registry.copy(), tiles.minMeterZoom(), networkVersion, geoJson, geoJsonGzip);
  }

  private static MapModel of(Registry moment, int minMeterZoom, String networkVersion, byte[] geoJson, byte[] geoJsonGzip) {
    var network = new NetworkView(moment);
    var tiles = new MeterTiles(moment.size(),
      index -> moment.findMeter(index).flatMap(moment::findUsagePoint).map(UsagePoint::position).orElse(null), minMeterZoom);
    int[] gone = IntStream.range(0, moment.size()).filter(index -> moment.findMeter(index).isEmpty()).toArray();
    return new MapModel(networkVersion + "-" + stamp(), networkVersion, network, geoJson, geoJsonGzip, network.feederOfMeters(), tiles,
      gone);
  }

  private static String stamp() { return Long.toString(System.nanoTime() & Long.MAX_VALUE, 36); }
}
