package meridian.dlms;

import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Security suite 0, authenticated and encrypted: AES-GCM-128 with a tag of 12 octets, nonce = system title and invocation
 * counter, associated data = security control and authentication key. One per session or thread.
 */
final class Gcm {
  static final int SECURITY_CONTROL = 0x30;
  static final int TAG = 12;
  private final Cipher cipher;
  private SecretKeySpec encryptionKey = new SecretKeySpec(new byte[16], "AES");
  private final byte[] associated = new byte[17];
  private final byte[] nonce = new byte[12];

  Gcm() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  Gcm keys(byte[] encryption, byte[] authentication) {
    encryptionKey = new SecretKeySpec(encryption, "AES");
    associated[0] = SECURITY_CONTROL;
    System.arraycopy(authentication, 0, associated, 1, 16);
    return this;
  }

  /** Writes cipher text and tag to {@code to}; returns how many octets. */
  int seal(byte[] title, long counter, byte[] plain, int count, byte[] to, int at) {
    try {
      init(Cipher.ENCRYPT_MODE, title, counter);
      return cipher.doFinal(plain, 0, count, to, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to encrypt", e);
    }
  }

  /** Opens cipher text and tag; {@code GARBLED} when the tag does not fit. */
  byte[] open(byte[] title, long counter, byte[] from, int at, int count) throws Trouble {
    if (count < TAG) throw Trouble.garbled("truncated: a ciphered message of " + count + " octets");
    try {
      init(Cipher.DECRYPT_MODE, title, counter);
      return cipher.doFinal(from, at, count);
    } catch (AEADBadTagException e) {
      throw Trouble.garbled("the authentication tag does not fit");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to decrypt", e);
    }
  }

  private void init(int mode, byte[] title, long counter) throws GeneralSecurityException {
    System.arraycopy(title, 0, nonce, 0, 8);
    for (int i = 0; i < 4; i++)
      nonce[8 + i] = (byte) (counter >>> 24 - 8 * i);
    cipher.init(mode, encryptionKey, new GCMParameterSpec(TAG * 8, nonce));
    cipher.updateAAD(associated);
  }
}
