package meridian.dlms;

import meridian.adapter.testkit.HangContract;

class DlmsHangTest implements HangContract, OnDlms {}
