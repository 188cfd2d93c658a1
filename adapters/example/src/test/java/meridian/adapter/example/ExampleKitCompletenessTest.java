package meridian.adapter.example;

import meridian.adapter.testkit.KitCompletenessContract;

class ExampleKitCompletenessTest implements KitCompletenessContract, OnExample {}
