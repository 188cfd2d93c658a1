package meridian.dlms;

import meridian.adapter.testkit.KitCompletenessContract;

class DlmsKitCompletenessTest implements KitCompletenessContract, OnDlms {}
