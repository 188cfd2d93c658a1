package meridian.routes;

import org.apache.camel.builder.RouteBuilder;

import meridian.routes.jms.JmsDoor;

/** The way of messages that come over JMS, and back. */
final class JmsRoutes extends RouteBuilder {
  private final JmsDoor jms;

  JmsRoutes(JmsDoor jms) { this.jms = jms; }

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
