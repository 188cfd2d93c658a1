package meridian.routes;

import java.time.Duration;
import java.util.Set;

import meridian.model.config.BadSetting;
import meridian.model.config.Setting;
import meridian.routes.message.PartialSuccess;

/** How CIM messages are exchanged, over SOAP and JMS alike. */
public record CimConfig(
  @Setting(value = "meridian", says = "Header.Source of the messages the hub sends, and issuerID of its events.") String source,
  @Setting(value = "48", min = "1", says = "Requests served at the same time; more are answered with 3.2.") int requestsAtOnce,
  @Setting(value = "8", min = "1", says = "Requests taken from the JMS queue at the same time.") int jmsConsumers,
  @Setting(value = "15m", min = "1s", says = "How long a control may be tried when its request does not say.") Duration controlValidFor,
  @Setting(value = "localhost,127.0.0.1,[::1]", says = "Hosts that a ReplyAddress may name; * for any. Queues and topics of the hub's broker are always allowed.") Set<String> replyHosts,
  @Setting(value = "1m", min = "0s", says = "How long a reply address that does not answer is tried before the reply is set aside.") Duration replyPatience,
  @Setting(value = "200000", min = "1", says = "Most values in one GetMeterReadings reply; more is answered with 3.1.") int mostValues,
  @Setting(value = "100", min = "1", says = "Most meters that one request may have read on demand.") int mostMetersNow,
  @Setting(value = "failed", says = "What is answered when some objects of a message cannot be dealt with: failed or partial (the others are done and the Reply says FAILED or PARTIAL), or nothing (none is done).") String partialSuccess,
  @Setting(value = "partners", says = "Folder of files NAME.yaml with the keys of partners.NAME; it need not be there.") String partners,
  @Setting(value = "", says = "Folder of the standard's own schemas (.xsd), if you have them: messages in are held against these as well, but for readings that are streamed; empty for none.") String officialSchemas) {

  public CimConfig {
    if (source.isBlank()) throw new IllegalArgumentException("cim.source must not be empty");
    replyHosts = Set.copyOf(replyHosts);
    if (PartialSuccess.find(partialSuccess).isEmpty()) throw new BadSetting("partial-success", "failed, partial or nothing");
  }
}
