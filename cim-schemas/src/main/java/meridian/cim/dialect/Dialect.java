package meridian.cim.dialect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import meridian.model.metering.MeterReading;

/** How one message to a partner is to be: in the namespaces he wrote himself, else in his profile's. Immutable. */
public record Dialect(Namespaces namespaces, PartnerProfile profile) {
  /** Ours. */
  public static final Dialect STANDARD = new Dialect(Namespaces.OURS, PartnerProfile.NONE);

  /** What goes to a partner who did not ask. */
  public static Dialect of(PartnerProfile profile) {
    var dialect = new Dialect(profile.namespaces(), profile);
    return dialect.equals(STANDARD) ? STANDARD : dialect;
  }

  /** Whether messages in it are as the encoder writes them: nothing need be done then. */
  public boolean isStandard() {
    return this == STANDARD || namespaces.equals(Namespaces.OURS) && profile.identification() == PartnerProfile.Identify.BOTH
      && !profile.eventTypeZero() && profile.codes().isEmpty() && !profile.localTimes();
  }

  /** Whether its namespaces are ours. */
  public boolean isOurs() { return namespaces.equals(Namespaces.OURS); }

  /** The edition of the envelope as a partner's file names it; empty for a namespace that is of none. */
  public Optional<String> editionKey() {
    return Edition.of(namespaces.envelope()).map(Edition::key);
  }

  /** What is peculiar about the namespaces. @param typed whether wrapper elements have one */
  public String words(boolean typed) {
    var words = new StringBuilder(Edition.of(namespaces.envelope()).map(Edition::words).orElse("envelope of its own"));
    if (typed && !namespaces.wrappers().equals(Namespaces.BASE)) words.append(", wrappers in ").append(namespaces.wrappers()).append('…');
    if (!namespaces.payloads().equals(Namespaces.BASE)) words.append(", payloads in ").append(namespaces.payloads()).append('…');
    return words.toString();
  }

  /** What the encoder writes is to go through this, to be flushed at the end of the message. {@code out} itself when there is nothing to do. */
  public OutputStream into(OutputStream out) {
    return isStandard() ? out : new DialectOutput(out, this);
  }

  /** One whole message. */
  public byte[] of(byte[] message) {
    if (isStandard()) return message;
    var bytes = new ByteArrayOutputStream(message.length + message.length / 8 + 256);
    try (var out = new DialectOutput(bytes, this)) {
      out.write(message);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The same values in the form the partner wants. */
  public MeterReading of(MeterReading reading) {
    return switch (profile.form()) {
      case AS_STORED -> reading;
      case READINGS -> ValueForm.asReadings(reading);
      case INTERVAL_BLOCKS -> ValueForm.asBlocks(reading);
    };
  }
}
