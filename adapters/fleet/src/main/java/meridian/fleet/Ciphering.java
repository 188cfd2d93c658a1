package meridian.fleet;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Security suite 0 (AES-128-GCM, 12-octet tags) with one meter's global unicast keys. One session's; not thread-safe. */
final class Ciphering {
  /** Security control: authenticated and encrypted, suite 0. */
  static final int PROTECTED = 0x30;
  /** Security control: authenticated only, suite 0. */
  static final int AUTHENTICATED = 0x10;
  static final int TAG_OCTETS = 12;
  /** Security control, counter and tag around every ciphered APDU. */
  static final int OVERHEAD = 1 + 4 + TAG_OCTETS;

  /** An opened message and the counter it came with. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Opened(long counter, byte[] apdu) {}

  private final Cipher cipher;
  private final SecretKeySpec encryptionKey;
  private final byte[] authenticationKey;
  private final byte[] ownTitle;

  Ciphering(Secrets secrets, Meter meter) {
    String serial = meter.serialNumber();
    encryptionKey = new SecretKeySpec(secrets.encryptionKey(serial), "AES");
    authenticationKey = secrets.authenticationKey(serial);
    ownTitle = meter.systemTitle();
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM lacks AES/GCM", e);
    }
  }

  private void init(int mode, byte[] title, long counter, int securityControl) throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(12).put(title).putInt((int) counter).array();
    cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG_OCTETS * 8, nonce));
    cipher.updateAAD(new byte[]{(byte) securityControl});
    cipher.updateAAD(authenticationKey);
  }

  /** Writes security control, counter, ciphertext and tag. */
  void seal(byte[] apdu, int from, int count, long counter, Out out) {
    try {
      init(Cipher.ENCRYPT_MODE, ownTitle, counter, PROTECTED);
      out.raw(PROTECTED).raw32(counter).raw(cipher.doFinal(apdu, from, count));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM refused to encrypt", e);
    }
  }

  /** Opens what {@link #seal} wrote at the other side; empty when it is not authentic. */
  Optional<Opened> open(byte[] title, In in) {
    if (in.left() < OVERHEAD) throw new Malformed("ciphered APDU of " + in.left() + " octets");
    if (in.u8() != PROTECTED) return Optional.empty();
    long counter = in.u32();
    byte[] sealed = in.rest();
    try {
      init(Cipher.DECRYPT_MODE, title, counter, PROTECTED);
      return Optional.of(new Opened(counter, cipher.doFinal(sealed)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM refused to decrypt", e);
    }
  }

  /** Proves knowledge of the keys: security control, counter and the GMAC of the challenge. */
  byte[] prove(byte[] challenge, long counter) {
    return ByteBuffer.allocate(OVERHEAD).put((byte) AUTHENTICATED).putInt((int) counter).put(gmac(ownTitle, counter, challenge)).array();
  }

  boolean isProof(byte[] proof, byte[] title, byte[] challenge) {
    if (proof.length != OVERHEAD || proof[0] != AUTHENTICATED) return false;
    long counter = new In(proof, 1, 5).u32();
    return MessageDigest.isEqual(Arrays.copyOfRange(proof, 5, OVERHEAD), gmac(title, counter, challenge));
  }

  private byte[] gmac(byte[] title, long counter, byte[] challenge) {
    try {
      init(Cipher.ENCRYPT_MODE, title, counter, AUTHENTICATED);
      cipher.updateAAD(challenge);
      return cipher.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/GCM refused to authenticate", e);
    }
  }
}
