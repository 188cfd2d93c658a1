package meridian.adapter.example;

import meridian.adapter.testkit.CloseContract;

class ExampleCloseTest implements CloseContract, OnExample {}
