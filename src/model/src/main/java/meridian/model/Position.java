package meridian.model;

/** A point on WGS 84 (EPSG:4326): degrees east, degrees north. */
public record Position(double longitude_deg, double latitude_deg) {

  public Position {
    if (!(Math.abs(longitude_deg) <= 180)) throw new IllegalArgumentException("longitude: " + longitude_deg + " deg is outside -180..180");
    if (!(Math.abs(latitude_deg) <= 90)) throw new IllegalArgumentException("latitude: " + latitude_deg + " deg is outside -90..90");
  }
}
