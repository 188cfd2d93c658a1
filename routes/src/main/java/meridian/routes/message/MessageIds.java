package meridian.routes.message;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** MessageIDs of ours: random UUIDs, of which each thread takes some at a time, because the source of randomness is locked. */
final class MessageIds {
  private static final int AT_A_TIME = 64;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ThreadLocal<ByteBuffer> LEFT = ThreadLocal.withInitial(() -> ByteBuffer.allocate(16 * AT_A_TIME).limit(0));

  private MessageIds() {}

  static String next() {
    ByteBuffer left = LEFT.get();
    if (!left.hasRemaining()) {
      RANDOM.nextBytes(left.array());
      left.clear();
    }
    long high = left.getLong() & ~0xF000L | 0x4000L;
    long low = left.getLong() & ~(0xC0L << 56) | 0x80L << 56;
    return new UUID(high, low).toString();
  }
}
