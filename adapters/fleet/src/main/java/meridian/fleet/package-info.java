/**
 * Thousands of simulated DLMS/COSEM meters in one process on real sockets: {@link meridian.fleet.Fleet} serves them,
 * {@code Meter} is one meter's state, {@code Association} speaks its protocol, {@code Load} knows what its household uses.
 * Everything a meter says follows from the seed and the clock. Uses: the JDK; the tests add gurux.dlms as the peer.
 * Source: DLMS UA Green Book (APDUs, wrapper, security suite 0), Blue Book (classes 1, 3, 7, 8, 15, 40, 70), IDIS event codes.
 */
package meridian.fleet;
