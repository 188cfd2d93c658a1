package meridian.services.master;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import meridian.model.Mrid;
import meridian.model.master.CimElement;
import meridian.model.master.MasterObject;
import meridian.services.port.MasterStore;
import meridian.services.registry.Registry;

/**
 * The utility's master data: what messages create, change, link and ask for. Meters and usage points among it are the registry's, and those
 * that came with the grid model are found here too. Safe for concurrent callers; changes are made one message at a time.
 */
public final class MasterData {

  public MasterData(MasterStore store, Registry registry) {}

  /** @param touched objects as they are now; those gone as they were @param problems empty: all was granted */
  public record Done(List<MasterObject> touched, List<Problem> problems) {
    public Done {
      touched = List.copyOf(touched);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Grants wishes, each seeing what those before it did; durable, and in the registry, on return.
   *
   * @param allOrNothing true: with any problem nothing is done. False: those without problem are done
   */
  public Done apply(List<Wish> wishes, boolean allOrNothing) { throw new UnsupportedOperationException("not yet"); }

  /** What would come of it: as {@link #apply}, but nothing is kept. */
  public Done check(List<Wish> wishes, boolean allOrNothing) { throw new UnsupportedOperationException("not yet"); }

  /**
   * What a query asks for.
   *
   * @param type what is wanted, for example {@code Meter}
   * @param by objects that the wanted ones are or are linked to, of any type, by identifier; empty: all
   */
  public record Question(String type, List<CimElement> by, long offset, int limit) {
    public Question { by = List.copyOf(by); }
  }

  /** Feeds what is found to the sink, by mRID; returns a problem for each object of the question that is not known. */
  public List<Problem> find(Question question, Consumer<CimElement> sink) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Meters of an EndDeviceGroup, or at the usage points of a UsagePointGroup; groups in groups included.
   *
   * @param groupType EndDeviceGroup or UsagePointGroup
   * @return empty Optional when there is no such group
   */
  public Optional<Set<Mrid>> members(String groupType, String identifier) { throw new UnsupportedOperationException("not yet"); }
}
