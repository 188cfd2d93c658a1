package meridian.adapter.testkit;

/**
 * A promise as a set of tests. A vendor says once how to start a device, in an interface of his own, and then runs each contract of what
 * his factory declares with one line; {@link KitCompletenessContract} names what was forgotten:
 *
 * <pre>{@code
 * interface OnEcho extends AdapterContract {
 *   default DeviceUnderTest startDevice() throws IOException { return new EchoUnderTest(); }
 * }
 * class EchoReadTest implements ReadContract, OnEcho {}
 * }</pre>
 */
public interface AdapterContract {

  /** Starts what one test runs against; the test closes it. */
  DeviceUnderTest startDevice() throws Exception;
}
