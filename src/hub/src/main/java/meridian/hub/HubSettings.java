package meridian.hub;

import java.util.List;

import meridian.model.config.Setting;

/** What concerns the hub as a whole. */
public record HubSettings(
  @Setting(value = "plugins", says = "Folders with adapters: each jar, and each folder of jars, in them is one plug-in.") List<String> plugins,
  @Setting(value = "", says = "CIM RDF/XML network model to import when the store holds none yet; empty for none.") String grid,
  @Setting(value = "true", says = "Whether meters are collected on schedule.") boolean collect) {}
