package meridian.adapter.example;

import meridian.adapter.testkit.HangContract;

class ExampleHangTest implements HangContract, OnExample {}
