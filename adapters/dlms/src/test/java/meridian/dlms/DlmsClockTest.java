package meridian.dlms;

import meridian.adapter.testkit.ClockContract;

class DlmsClockTest implements ClockContract, OnDlms {}
