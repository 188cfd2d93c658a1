package meridian.routes;

import java.time.Duration;

import meridian.cim.CimLimits;
import meridian.routes.broker.BrokerConfig;
import meridian.routes.message.PartialSuccess;
import meridian.routes.message.ReplyAddresses;
import meridian.routes.meterreadings.GetMeterReadings;
import meridian.routes.soap.SoapConfig;

/**
 * How the enterprise is spoken to.
 *
 * @param source Header.Source of what we send
 * @param requestsAtOnce requests served at the same time; more are answered with 3.2
 * @param jmsConsumers requests taken from the queue at the same time
 * @param controlValidFor how long a control may be tried when its request does not say
 * @param replyPatience how long a silent reply address is tried before its reply is set aside
 * @param partialSuccess what becomes of a message of which some objects cannot be dealt with
 */
public record RoutesConfig(SoapConfig soap, BrokerConfig jms, String source, CimLimits limits, GetMeterReadings.Limits readings,
  int requestsAtOnce,
  int jmsConsumers, Duration controlValidFor, ReplyAddresses replyAddresses, Duration replyPatience,
  PartialSuccess partialSuccess) {

  public RoutesConfig {
    if (source.isBlank()) throw new IllegalArgumentException("cim.source must not be empty");
    if (requestsAtOnce < 1) throw new IllegalArgumentException("cim.requests-at-once must be at least 1, was " + requestsAtOnce);
    if (jmsConsumers < 1) throw new IllegalArgumentException("jms.consumers must be at least 1, was " + jmsConsumers);
    if (!controlValidFor.isPositive()) throw new IllegalArgumentException("cim.control-valid-for must be > 0, was " + controlValidFor);
    if (replyPatience.isNegative()) throw new IllegalArgumentException("cim.reply-patience must not be negative, was " + replyPatience);
  }

  /** What the operator configured. */
  public static RoutesConfig of(SoapConfig soap, BrokerConfig jms, CimConfig cim) {
    GetMeterReadings.Limits usual = GetMeterReadings.Limits.DEFAULTS;
    return new RoutesConfig(soap, jms, cim.source(), CimLimits.defaults(),
      new GetMeterReadings.Limits(cim.mostValues(), usual.meters(), cim.mostMetersNow(), usual.conversations()), cim.requestsAtOnce(),
      cim.jmsConsumers(), cim.controlValidFor(), new ReplyAddresses(cim.replyHosts()), cim.replyPatience(),
      PartialSuccess.find(cim.partialSuccess()).orElseThrow());
  }

  public RoutesConfig withSoap(SoapConfig other) {
    return new RoutesConfig(other, jms, source, limits, readings, requestsAtOnce, jmsConsumers, controlValidFor, replyAddresses,
      replyPatience, partialSuccess);
  }

  public RoutesConfig withJms(BrokerConfig other) {
    return new RoutesConfig(soap, other, source, limits, readings, requestsAtOnce, jmsConsumers, controlValidFor, replyAddresses,
      replyPatience, partialSuccess);
  }

  public RoutesConfig withReadings(GetMeterReadings.Limits other) {
    return new RoutesConfig(soap, jms, source, limits, other, requestsAtOnce, jmsConsumers, controlValidFor, replyAddresses, replyPatience,
      partialSuccess);
  }

  public RoutesConfig withPartialSuccess(PartialSuccess other) {
    return new RoutesConfig(soap, jms, source, limits, readings, requestsAtOnce, jmsConsumers, controlValidFor, replyAddresses,
      replyPatience,
      other);
  }

  public RoutesConfig withReplyPatience(Duration other) {
    return new RoutesConfig(soap, jms, source, limits, readings, requestsAtOnce, jmsConsumers, controlValidFor, replyAddresses, other,
      partialSuccess);
  }
}
