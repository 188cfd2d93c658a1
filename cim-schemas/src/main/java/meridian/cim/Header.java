package meridian.cim;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import meridian.cim.dialect.Dialect;
import meridian.model.message.Verb;

/**
 * Envelope header of IEC 61968-100 ed. 1. Texts that are missing are empty.
 *
 * @param noun as written; of a {@link Wrapping#TYPED} message always the noun of its wrapper element
 * @param timestamp when the message was made
 * @param source who made it
 * @param replyAddress where an asynchronous reply is to go
 * @param properties in the order of the message; of a repeated name the last value counts
 * @param organization of the user
 * @param replayDetection whom it may serve to tell a repeated message from a new one; the hub does not look at it
 * @param dialect in which a reply is to go
 */
public record Header(Verb verb, String noun, String revision, String context, Optional<Instant> timestamp, String source,
  boolean asyncReplyFlag, String replyAddress, boolean ackRequired, String userId, String messageId, String correlationId,
  Map<String, String> properties, String organization, String comment, Optional<ReplayDetection> replayDetection, Dialect dialect) {

  /** @param nonce chosen by the sender @param created when */
  public record ReplayDetection(String nonce, Instant created) {}

  public Header { properties = Ordered.copy(properties); }

  /** Without what is seldom there. */
  public Header(Verb verb, String noun, String revision, String context, Optional<Instant> timestamp, String source, boolean asyncReplyFlag,
    String replyAddress, boolean ackRequired, String userId, String messageId, String correlationId, Map<String, String> properties) {
    this(verb, noun, revision, context, timestamp, source, asyncReplyFlag, replyAddress, ackRequired, userId, messageId, correlationId,
      properties, "", "", Optional.empty(), Dialect.STANDARD);
  }

  /** Header of a message of our own making, with nothing optional in it but the time, the source and the ids. */
  public static Header of(Verb verb, String noun, String messageId, String correlationId, Instant timestamp, String source) {
    return new Header(verb, noun, "", "", Optional.of(timestamp), source, false, "", false, "", messageId, correlationId, Map.of());
  }

  /** Header of the reply: the same noun, revision and context; the request's CorrelationID or, when it has none, its MessageID. */
  public Header reply(String replyMessageId, Instant replyTimestamp, String replySource) {
    String correlation = correlationId.isEmpty() ? messageId : correlationId;
    return new Header(Verb.REPLY, noun, revision, context, Optional.of(replyTimestamp), replySource, false, "", false, "", replyMessageId,
      correlation, Map.of()).in(dialect);
  }

  /** The same with another verb and noun: an operation's of an OperationSet. */
  public Header with(Verb otherVerb, String otherNoun) {
    return new Header(otherVerb, otherNoun, revision, context, timestamp, source, asyncReplyFlag, replyAddress, ackRequired, userId,
      messageId, correlationId, properties, organization, comment, replayDetection, dialect);
  }

  /** The same, to be answered in {@code other}. */
  public Header in(Dialect other) {
    return new Header(verb, noun, revision, context, timestamp, source, asyncReplyFlag, replyAddress, ackRequired, userId, messageId,
      correlationId, properties, organization, comment, replayDetection, other);
  }
}
