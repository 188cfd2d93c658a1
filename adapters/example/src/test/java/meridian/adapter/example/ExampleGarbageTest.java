package meridian.adapter.example;

import meridian.adapter.testkit.GarbageContract;

class ExampleGarbageTest implements GarbageContract, OnExample {}
