package meridian.hub;

import java.time.Instant;

import meridian.model.config.Setting;

/** The hub's clock; for demonstrations and tests it may start anywhere and run fast. */
public record ClockSettings(
  @Setting(value = "1", min = "0.001", says = "Seconds of the hub's time that pass in a real one; anything but 1 is for demonstrations.") double speed,
  @Setting(value = "1970-01-01T00:00:00Z", says = "The hub's time at the real time `clock.real-origin`.") Instant origin,
  @Setting(value = "1970-01-01T00:00:00Z", says = "The real time at which the hub's clock shows `clock.origin`.") Instant realOrigin) {

  ScaledClock clock() { return new ScaledClock(origin, realOrigin, speed); }
}
