package meridian.routes.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/** Refuses messages that are too long while they are sent, so that the sender learns of it and no reader ever holds one. */
record MessageSizeGuard(long messageBytes) implements ActiveMQServerMessagePlugin {

  @Override
  public void beforeSend(ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue)
    throws ActiveMQException {
    // Text travels as two bytes a character.
    if (message.getWholeMessageSize() > 2 * messageBytes + 4096)
      throw new ActiveMQException("the message is longer than " + messageBytes + " bytes", ActiveMQExceptionType.ADDRESS_FULL);
  }
}
