package meridian.cim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.function.Consumer;

import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;

/** XML to model and back. Immutable, safe for concurrent callers. */
public final class CimCodec {
  private final CimLimits limits;
  private final Naming naming;
  private final String source;

  /** @param source Header.Source and issuerID of what we send */
  public CimCodec(CimLimits limits, Naming naming, String source) {
    this.limits = limits;
    this.naming = naming;
    this.source = source;
  }

  /**
   * Reads one message and validates it against the schema. Takes either wrapping. Never reads more than {@code limits.bodyBytes}; does
   * not close the stream.
   *
   * @throws CimException when the message cannot be taken, also when the stream breaks off
   */
  public CimRequest decode(InputStream body) throws CimException {
    throw new UnsupportedOperationException("" + limits + naming + body);
  }

  /** A reply without readings. */
  public byte[] encodeReply(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply) {
    throw new UnsupportedOperationException(source);
  }

  /**
   * A reply to GetMeterReadings. {@code readings} is called once, in this thread, with a sink to feed meter by meter; what it feeds is
   * written as it comes, so memory stays bounded by one meter. The reply goes out before the readings and must be known first.
   *
   * @throws IOException when {@code out} does; then {@code readings} is abandoned with an UncheckedIOException
   */
  public void encodeReadings(Header request, Wrapping wrapping, String messageId, Instant timestamp, Reply reply,
    Consumer<Consumer<MeterReading>> readings, OutputStream out) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * CreatedMeterReadings, CreatedEndDeviceEvents, or the final reply to a CreateEndDeviceControls. MessageID and Timestamp are the
   * notice's, so that the same notice gives the same bytes.
   */
  public byte[] encode(Notice notice, Wrapping wrapping) {
    throw new UnsupportedOperationException();
  }

  /** Last resort for input whose header cannot be read: FaultMessage, which has a Reply and no Header. */
  public byte[] encodeFault(CimError error) {
    throw new UnsupportedOperationException();
  }
}
