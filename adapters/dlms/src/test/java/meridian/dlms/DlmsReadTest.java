package meridian.dlms;

import meridian.adapter.testkit.ReadContract;

class DlmsReadTest implements ReadContract, OnDlms {}
