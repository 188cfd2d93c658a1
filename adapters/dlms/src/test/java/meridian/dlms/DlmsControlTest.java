package meridian.dlms;

import meridian.adapter.testkit.ControlContract;

class DlmsControlTest implements ControlContract, OnDlms {}
