package meridian.dlms;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Derives each meter's secrets from the one master secret. Not a record: nothing may print it. */
final class Keys {
  private final SecretKeySpec master;

  Keys(byte[] masterSecret) { master = new SecretKeySpec(masterSecret, "HmacSHA256"); }

  /** Global unicast encryption key, 16 octets. */
  byte[] encryption(String serialNumber) {
    return Arrays.copyOf(hmac("EK:" + serialNumber), 16);
  }

  /** Authentication key, 16 octets. */
  byte[] authentication(String serialNumber) { return Arrays.copyOf(hmac("AK:" + serialNumber), 16); }

  /** Low level security's password, 16 characters. */
  byte[] password(String serialNumber) {
    return HexFormat.of().formatHex(hmac("PW:" + serialNumber), 0, 8).getBytes(US_ASCII);
  }

  private byte[] hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(master);
      return mac.doFinal(text.getBytes(US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }
}
