package meridian.adapter.example;

import meridian.adapter.testkit.ReadContract;

class ExampleReadTest implements ReadContract, OnExample {}
