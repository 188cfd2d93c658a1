package meridian.adapter;

/**
 * A device as the registry knows it.
 *
 * @param serialNumber the manufacturer's
 * @param address where to find it; its form is the adapter's, for example {@code 127.1.0.9:4059}
 * @param model manufacturer's type; may be empty
 */
public record Device(String serialNumber, String address, String model) {}
