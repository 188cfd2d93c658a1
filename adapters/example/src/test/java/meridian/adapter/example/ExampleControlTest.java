package meridian.adapter.example;

import meridian.adapter.testkit.ControlContract;

class ExampleControlTest implements ControlContract, OnExample {}
