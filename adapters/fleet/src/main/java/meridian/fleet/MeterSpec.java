package meridian.fleet;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * One meter as it was ordered: a line of the fleet file.
 *
 * @param serialNumber {@code MRD} and 13 digits, the number below 2^40; also its logical device name
 * @param address where it answers, inside 127.0.0.0/8
 * @param group which meters lose supply together
 * @param annual_kWh what its household uses in a year, 1 to 1,000,000
 * @param phases 1 or 3
 */
public record MeterSpec(String serialNumber, String address, MeterModel model, String group, int annual_kWh, int phases) {
  private static final Pattern SERIAL = Pattern.compile("MRD\\d{13}");
  private static final Pattern ADDRESS = Pattern.compile("127(\\.\\d{1,3}){3}");

  /** Refuses what no meter can be, naming field and value. */
  public MeterSpec {
    if (!SERIAL.matcher(serialNumber).matches() || number(serialNumber) >= 1L << 40) {
      throw new IllegalArgumentException("serialNumber " + serialNumber + " is not MRD and 13 digits below 2^40");
    }
    addressBits(address);
    if (annual_kWh < 1 || annual_kWh > 1_000_000) throw new IllegalArgumentException("annual_kWh " + annual_kWh + " is not 1 to 1000000");
    if (phases != 1 && phases != 3) throw new IllegalArgumentException("phases " + phases + " is not 1 or 3");
  }

  static long number(String serialNumber) { return Long.parseLong(serialNumber.substring(3)); }

  static String serialNumber(long number) {
    String digits = Long.toString(number);
    return "MRD" + "0".repeat(13 - digits.length()) + digits;
  }

  static int addressBits(String address) {
    if (!ADDRESS.matcher(address).matches()) throw new IllegalArgumentException("address " + address + " is not inside 127.0.0.0/8");
    try {
      return bits(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address " + address + " is no IPv4 address", e);
    }
  }

  /** The four octets of an IPv4 address; 0 for any other. */
  static int bits(InetAddress address) {
    if (!(address instanceof Inet4Address)) return 0;
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  static InetAddress address(int bits) {
    try {
      return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());
    } catch (UnknownHostException e) {
      throw new AssertionError("four octets are an IPv4 address", e);
    }
  }
}
