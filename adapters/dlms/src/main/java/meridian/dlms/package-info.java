/**
 * DLMS/COSEM over the TCP and UDP wrapper (IEC 62056-47): reads registers and load profile 1, sets clocks, moves relays and
 * hears pushes. Follow one call from {@link meridian.dlms.DlmsFactory} over the line to the session and the wire. The gurux
 * library writes and reads the association (AARQ, AARE, HLS, release) and nothing else; xDLMS services, A-XDR values and the
 * suite 0 cipher are read by code of ours that is bounded and strict. Uses: adapters/api, gurux.dlms, the JDK. Nothing here is
 * null. Source: the DLMS UA Blue and Green Books; IEC 61968-9 for the codes in the two tables. Licence: GPL-2.0-only, because
 * gurux is.
 */
package meridian.dlms;
