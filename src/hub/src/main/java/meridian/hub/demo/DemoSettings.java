package meridian.hub.demo;

import java.nio.file.Path;

import meridian.model.config.Setting;

/** The demo's own settings; everything else is the hub's. */
record DemoSettings(
  @Setting(value = "data/demo", says = "Folder the demo's world is kept in.") Path folder,
  @Setting(value = "4059", min = "1", says = "Port the simulated meters listen on, at addresses 127.x.y.z.") int meterPort,
  @Setting(value = "4060", min = "1", says = "UDP port the meters push to.") int pushPort,
  @Setting(value = "30", min = "0.001", says = "Seconds of the town's time that pass in a real one.") double speed,
  @Setting(value = "7", says = "What the town looks like and how its meters live follows from this number.") int seed,
  @Setting(value = "adapters/fleet/target/fleet", says = "Folder with the program of the simulated meters.") Path fleet) {}
