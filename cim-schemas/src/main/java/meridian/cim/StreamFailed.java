package meridian.cim;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The stream written to has failed, told apart from what the source of the readings may throw. */
final class StreamFailed extends UncheckedIOException {
  StreamFailed(IOException cause) { super(cause); }
}
