package meridian.routes;

import org.apache.camel.builder.RouteBuilder;

import meridian.routes.jms.JmsDoor;

/**
 * The way of messages that come over JMS. A request that came by any door is decoded, served and journalled at the
 * {@link meridian.routes.message.Counter}; which package serves it, {@link ServedNouns} says; readings in bulk go past both, see
 * {@link meridian.routes.message.Intake}.
 */
final class CimRoutes extends RouteBuilder {
  private final JmsDoor jms;

  CimRoutes(JmsDoor jms) { this.jms = jms; }

  @Override
  public void configure() {
    // @formatter:off
    for (String queue : JmsDoor.QUEUES) {
      from(jms.endpoint(queue, getContext())).routeId("jms-" + queue)
        .process(exchange -> jms.take(queue, exchange))
        .process(jms::give);
    }
    // @formatter:on
  }
}
