package meridian.dlms;

import meridian.adapter.testkit.ProfileContract;

class DlmsProfileTest implements ProfileContract, OnDlms {}
