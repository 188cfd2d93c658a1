package meridian.dlms;

import meridian.adapter.testkit.FactoryContract;

class DlmsFactoryTest implements FactoryContract, OnDlms {}
