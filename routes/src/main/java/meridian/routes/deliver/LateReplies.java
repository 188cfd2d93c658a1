package meridian.routes.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.Header;
import meridian.model.message.Exchange;
import meridian.model.message.Verb;
import meridian.routes.message.Answer;
import meridian.routes.message.Outlet;
import meridian.routes.message.ReplyAddresses.Target;
import meridian.routes.message.Spool;
import meridian.services.deliver.Subscriber.Refused;

/**
 * Brings answers to the ReplyAddress of their request. An address that is silent is tried again, ever more rarely, for as long as the
 * operator has patience; what it then has not taken is set aside in the journal, from where it can be sent again. Safe for concurrent
 * callers.
 */
public final class LateReplies implements Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LateReplies.class);
  private static final int MOST = 128;
  /** Each of them is whole in memory. */
  private static final int MOST_AT_ONCE = 4;
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final String source;
  private final Duration patience;
  private final Outbound outbound;
  private final Post post = new Post();
  private final JmsSender sender;
  private final Semaphore places = new Semaphore(MOST);
  private final Semaphore inMemory = new Semaphore(MOST_AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** @param source Header.Source of what we send @param patience how long a silent address is tried */
  public LateReplies(String source, Duration patience, Outbound outbound, ConnectionFactory connections) {
    this.source = source;
    this.patience = patience;
    this.outbound = outbound;
    sender = new JmsSender(connections);
  }

  @Override
  public boolean give(Target to, Answers answers) {
    if (!places.tryAcquire()) return false;
    threads.execute(() -> {
      try {
        answers.give((verb, answer) -> bring(new Letter(to, verb, answer)));
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
      } catch (Exception bug) {
        LOG.error("a late reply to {} failed", shown(to), bug);
      } finally {
        places.release();
      }
    });
    return true;
  }

  /** @param verb of the answer's Header */
  private record Letter(Target to, Verb verb, Answer.Message answer) {}

  private void bring(Letter letter) throws InterruptedException {
    Instant begun = outbound.now();
    long end = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    try (Spool body = letter.answer.body()) {
      while (true) {
        try {
          journal(begun, letter, once(letter, body), "OK");
          return;
        } catch (Refused | IllegalArgumentException refused) {
          setAside(begun, letter, refused.getMessage());
          return;
        } catch (IOException | JMSException silent) {
          if (System.nanoTime() - end >= 0) {
            setAside(begun, letter, silent.getMessage());
            return;
          }
        } catch (InterruptedException closing) {
          setAside(begun, letter, "the hub is closing");
          throw closing;
        }
        Thread.sleep(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
      }
    } catch (IOException lost) {
      LOG.error("a late reply to {} cannot be read: {}", shown(letter.to), lost.getMessage());
    }
  }

  /** @return what was sent */
  private byte[] once(Letter letter, Spool body) throws Refused, IOException, JMSException, InterruptedException {
    inMemory.acquire();
    try (InputStream xml = body.read()) {
      byte[] message = xml.readAllBytes();
      switch (letter.to) {
        case Target.Http(URI url) -> post.send(url, action(letter.answer.header()), message, ANSWER_PATIENCE);
        case Target.Queue(var name) -> jms(new JmsDestination(JmsDestination.Kind.QUEUE, name), letter, message);
        case Target.Topic(var name) -> jms(new JmsDestination(JmsDestination.Kind.TOPIC, name), letter, message);
      }
      return message;
    } finally {
      inMemory.release();
    }
  }

  private void jms(JmsDestination destination, Letter letter, byte[] message) throws JMSException {
    Header request = letter.answer.header();
    sender.send(List.of(new JmsSender.Letter(destination, new String(message, StandardCharsets.UTF_8),
      request.correlationId().isEmpty() ? request.messageId() : request.correlationId(),
      Map.of("Verb", letter.verb.text(), "Noun", request.noun(), "MessageID", letter.answer.messageId()))));
  }

  /** Of the Reply service of the noun. Source: facts on WSDL operations; a query has none of its own there. */
  private static String action(Header request) {
    String noun = request.noun().startsWith("Get") ? request.noun().substring(3) : request.noun();
    String done = switch (request.verb()) {
      case CHANGE -> "Changed";
      case CANCEL -> "Canceled";
      case CLOSE -> "Closed";
      case DELETE -> "Deleted";
      case EXECUTE -> "Executed";
      case CREATE, GET, CANCELED, CHANGED, CLOSED, CREATED, DELETED, EXECUTED, REPLY -> "Created";
    };
    return "http://iec.ch/TC57/2011/" + noun + "/" + done + noun;
  }

  private void setAside(Instant begun, Letter letter, String why) {
    LOG.warn("a reply {} to {} is set aside in the journal: {}", letter.answer.messageId(), shown(letter.to), why);
    journal(begun, letter, letter.answer.body().head(Integer.MAX_VALUE), "FAILED");
  }

  private void journal(Instant begun, Letter letter, byte[] message, String outcome) {
    Header header = letter.answer.header().reply(letter.answer.messageId(), begun, source);
    outbound.append(begun, shown(letter.to), shown(letter.to),
      new Exchange.Header(letter.verb.text(), header.noun(), header.revision(), source,
        header.messageId(), header.correlationId(), Optional.of(begun), false, false, "", ""),
      List.of(), message, outcome, 0);
  }

  private static String shown(Target to) {
    return switch (to) {
      case Target.Http(URI url) -> Post.shown(url);
      case Target.Queue(var name) -> "jms:queue:" + name;
      case Target.Topic(var name) -> "jms:topic:" + name;
    };
  }

  /** What is under way is set aside. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) LOG.warn("late replies did not end in time");
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    sender.close();
    post.close();
  }
}
