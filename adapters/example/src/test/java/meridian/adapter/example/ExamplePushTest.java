package meridian.adapter.example;

import meridian.adapter.testkit.PushContract;

class ExamplePushTest implements PushContract, OnExample {}
