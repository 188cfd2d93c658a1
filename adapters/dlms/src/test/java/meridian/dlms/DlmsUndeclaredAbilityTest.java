package meridian.dlms;

import meridian.adapter.testkit.UndeclaredAbilityContract;

class DlmsUndeclaredAbilityTest implements UndeclaredAbilityContract, OnDlms {}
