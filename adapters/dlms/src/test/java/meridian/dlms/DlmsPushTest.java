package meridian.dlms;

import meridian.adapter.testkit.PushContract;

class DlmsPushTest implements PushContract, OnDlms {}
