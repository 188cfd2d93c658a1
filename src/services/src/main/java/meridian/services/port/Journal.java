package meridian.services.port;

import java.util.List;

import meridian.model.TimePeriod;
import meridian.model.message.Exchange;

/** Every CIM message in and out. Safe for concurrent callers. */
public interface Journal {

  /** Takes an exchange to be written soon; blocks only when too many are waiting. */
  void append(Exchange exchange);

  /**
   * Exchanges that match all that is asked, newest first.
   *
   * @param text MessageID, CorrelationID, noun or device; empty for any
   */
  List<Exchange> search(String text, TimePeriod period, int limit);
}
