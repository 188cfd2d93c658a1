package meridian.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import meridian.model.Position;
import meridian.services.port.StoreException;

/** Well-known binary of a LINESTRING, big endian, longitude first. Source: OGC 06-103r4, 8.2. */
final class Wkb {
  private static final int LINESTRING = 2;

  private Wkb() {}

  static byte[] lineString(List<Position> path) {
    var out = ByteBuffer.allocate(9 + 16 * path.size());
    out.put((byte) 0).putInt(LINESTRING).putInt(path.size());
    for (Position point : path) {
      out.putDouble(point.longitude_deg()).putDouble(point.latitude_deg());
    }
    return out.array();
  }

  static List<Position> lineString(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    try {
      if (in.get() != 0 || in.getInt() != LINESTRING || in.getInt() != in.remaining() / 16) throw new BufferUnderflowException();
      var path = new ArrayList<Position>(in.remaining() / 16);
      while (in.hasRemaining()) {
        path.add(new Position(in.getDouble(), in.getDouble()));
      }
      return path;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new StoreException("the store's path of a line is damaged", e);
    }
  }
}
