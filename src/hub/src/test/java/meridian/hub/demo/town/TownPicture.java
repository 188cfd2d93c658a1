package meridian.hub.demo.town;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;

import javax.imageio.ImageIO;

import meridian.model.Position;
import meridian.model.grid.Feeder;

/** Draws a town, to be looked at: seed, file, pixels per metre. */
final class TownPicture {
  private static final int SIZE = 1400;

  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    long seed = Long.parseLong(args[0]);
    double scale = args.length > 2 ? Double.parseDouble(args[2]) : 0.25;
    var grid = Town.generate(seed);
    var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(new Color(0x14181d));
    g.fillRect(0, 0, SIZE, SIZE);
    g.translate(SIZE / 2.0, SIZE / 2.0);
    g.scale(scale, -scale);
    var feeders = grid.feeders().stream().map(Feeder::mrid).toList();
    for (var line : grid.lines()) {
      boolean low = line.nominal_kV() < 1;
      g.setColor(low ? new Color(0x3a4450) : Color.getHSBColor(feeders.indexOf(line.feeder()) / 6f, 0.6f, 0.95f));
      g.setStroke(new BasicStroke((float) ((low ? 1 : 2) / scale)));
      var path = new Path2D.Double();
      for (Position at : line.path()) {
        if (path.getCurrentPoint() == null) path.moveTo(x(at), y(at));
        else
          path.lineTo(x(at), y(at));
      }
      g.draw(path);
    }
    for (var point : grid.usagePoints())
      dot(g, point.position(), 4, new Color(0x6fd08c));
    for (var transformer : grid.transformers())
      dot(g, transformer.position(), 10, new Color(0xffd166));
    for (var each : grid.switches())
      dot(g, each.position(), 14, each.open() ? Color.RED : Color.WHITE);
    for (var station : grid.substations())
      dot(g, station.position(), 24, Color.CYAN);
    ImageIO.write(image, "png", new File(args[1]));
  }

  private static void dot(Graphics2D g, Position at, double radius, Color colour) {
    g.setColor(colour);
    g.fill(new Ellipse2D.Double(x(at) - radius, y(at) - radius, 2 * radius, 2 * radius));
  }

  private static double x(Position at) { return (at.longitude_deg() - 16.85) * 74_600; }

  private static double y(Position at) { return (at.latitude_deg() - 47.86) * 111_195; }
}
