package meridian.dlms;

import meridian.adapter.testkit.CloseContract;

class DlmsCloseTest implements CloseContract, OnDlms {}
