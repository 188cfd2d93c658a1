package meridian.adapter.example;

import meridian.adapter.testkit.UndeclaredAbilityContract;

class ExampleUndeclaredAbilityTest implements UndeclaredAbilityContract, OnExample {}
