package meridian.dlms;

import meridian.adapter.testkit.GarbageContract;

class DlmsGarbageTest implements GarbageContract, OnDlms {}
