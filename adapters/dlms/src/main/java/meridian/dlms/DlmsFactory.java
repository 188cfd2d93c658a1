package meridian.dlms;

import java.util.Map;
import java.util.Set;

import meridian.adapter.Adapter;
import meridian.adapter.AdapterFactory;
import meridian.adapter.Capability;

import static meridian.adapter.Capability.CLOCK;
import static meridian.adapter.Capability.CONTROL;
import static meridian.adapter.Capability.PUSH;
import static meridian.adapter.Capability.READ_ON_DEMAND;
import static meridian.adapter.Capability.READ_PROFILE;

/** The door: found by the service loader under the name {@code dlms}. A device's address is {@code host} or {@code host:port}. */
public final class DlmsFactory implements AdapterFactory {

  @Override
  public String name() { return "dlms"; }

  @Override
  public Set<Capability> capabilities() { return Set.of(READ_ON_DEMAND, READ_PROFILE, CONTROL, CLOCK, PUSH); }

  @Override
  public Adapter create(Map<String, String> settings) { return new DlmsAdapter(Settings.parse(settings)); }
}
