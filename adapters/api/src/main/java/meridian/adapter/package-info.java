/**
 * What a vendor sees: an {@link meridian.adapter.AdapterFactory} that names its capabilities, an {@link meridian.adapter.Adapter} that
 * opens lines, and a {@link meridian.adapter.Line} that talks to devices with plain blocking code. The hub owns threads, schedules,
 * retries, time limits and back-pressure. Uses: the JDK. Nothing here is null. Licence: MIT.
 */
package meridian.adapter;
