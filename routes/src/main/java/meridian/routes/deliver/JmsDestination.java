package meridian.routes.deliver;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** A topic or queue of the broker, made when it is first sent to. */
record JmsDestination(Kind kind, String name) {
  enum Kind {
    TOPIC, QUEUE
  }

  Destination on(Session session) throws JMSException {
    return switch (kind) {
      case TOPIC -> session.createTopic(name);
      case QUEUE -> session.createQueue(name);
    };
  }

  /** As in a ReplyAddress. */
  @Override
  public String toString() {
    return switch (kind) {
      case TOPIC -> "jms:topic:" + name;
      case QUEUE -> "jms:queue:" + name;
    };
  }
}
