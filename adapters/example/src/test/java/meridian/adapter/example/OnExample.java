package meridian.adapter.example;

import java.io.IOException;

import meridian.adapter.testkit.AdapterContract;
import meridian.adapter.testkit.DeviceUnderTest;

/** What the contracts run against. */
interface OnExample extends AdapterContract {

  @Override
  default DeviceUnderTest startDevice() throws IOException { return new ExampleDevices(); }
}
