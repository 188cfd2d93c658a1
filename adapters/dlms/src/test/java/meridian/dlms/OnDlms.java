package meridian.dlms;

import java.io.IOException;

import meridian.adapter.testkit.AdapterContract;
import meridian.adapter.testkit.DeviceUnderTest;

/** What the contracts run against. */
interface OnDlms extends AdapterContract {

  @Override
  default DeviceUnderTest startDevice() throws IOException { return new DlmsDevices(); }
}
