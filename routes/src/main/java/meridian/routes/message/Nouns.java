package meridian.routes.message;

import java.util.Optional;

import meridian.cim.CimRequest;
import meridian.cim.Reply;

/** Serves any request by the package of its noun. */
public interface Nouns extends Desk.Service<CimRequest> {

  /** What to ask for next after a reply that says that more follows; empty after any other. */
  Optional<CimRequest> rest(CimRequest request, Reply reply);
}
