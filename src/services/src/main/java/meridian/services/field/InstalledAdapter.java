package meridian.services.field;

import java.util.Set;

import meridian.adapter.Adapter;
import meridian.adapter.Capability;

/** An adapter at work, with what its factory declared. */
public record InstalledAdapter(String name, Set<Capability> capabilities, Adapter adapter) {

  public InstalledAdapter { capabilities = Set.copyOf(capabilities); }
}
