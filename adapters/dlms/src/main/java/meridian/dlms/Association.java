package meridian.dlms;

/** How the hub associates with a meter, by the meter's model. */
enum Association {
  /** No security: logical device name, clock and invocation counter. */
  PUBLIC,
  /** Password; nothing is ciphered. */
  LLS,
  /** Mechanism 5 (GMAC) of security suite 0; everything is authenticated and encrypted. */
  HLS
}
