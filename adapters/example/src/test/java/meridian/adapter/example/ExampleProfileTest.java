package meridian.adapter.example;

import meridian.adapter.testkit.ProfileContract;

class ExampleProfileTest implements ProfileContract, OnExample {}
