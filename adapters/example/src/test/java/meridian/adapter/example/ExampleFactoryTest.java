package meridian.adapter.example;

import meridian.adapter.testkit.FactoryContract;

class ExampleFactoryTest implements FactoryContract, OnExample {}
