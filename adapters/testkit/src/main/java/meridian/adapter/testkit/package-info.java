/**
 * The promises of an adapter, one small interface each, as tests a vendor runs with one-line classes: see {@link
 * meridian.adapter.testkit.AdapterContract}. Uses: meridian.adapter, JUnit, AssertJ. Nothing here is null. Licence: MIT.
 */
package meridian.adapter.testkit;
