package meridian.fleet;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A meter's keys and password, derived from the fleet's master secret by HMAC-SHA-256. Nothing here prints them. */
final class Secrets {
  private final Mac keyed;

  /**
   * Derives from one secret.
   *
   * @param master at least 16 octets
   */
  Secrets(byte[] master) {
    try {
      keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(master, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM lacks HmacSHA256", e);
    }
  }

  byte[] encryptionKey(String serialNumber) { return Arrays.copyOf(derive("EK:" + serialNumber), 16); }

  byte[] authenticationKey(String serialNumber) { return Arrays.copyOf(derive("AK:" + serialNumber), 16); }

  byte[] password(String serialNumber) {
    return HexFormat.of().formatHex(derive("PW:" + serialNumber)).substring(0, 16).getBytes(US_ASCII);
  }

  private byte[] derive(String label) {
    try {
      return ((Mac) keyed.clone()).doFinal(label.getBytes(US_ASCII));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this JVM's HmacSHA256 cannot be cloned", e);
    }
  }
}
