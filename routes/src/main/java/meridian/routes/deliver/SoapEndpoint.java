package meridian.routes.deliver;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/** An enterprise system that takes {@code CreatedMeterReadings} or {@code CreatedEndDeviceEvents} at a Receive or Send service of its own. */
public final class SoapEndpoint implements Subscriber {
  private static final Set<String> KNOWN = Set.of("MeterReadings", "EndDeviceEvents");

  private final Config config;
  private final CimCodec codec;
  private final Outbound outbound;
  private final Post post;

  /**
   * @param name unique, kept for ever: the endpoint's place in the outbox goes by it
   * @param nouns some of MeterReadings, EndDeviceEvents
   * @param patience longest wait for an answer
   */
  public record Config(String name, URI url, Set<String> nouns, Duration patience) {
    public Config {
      nouns = Set.copyOf(nouns);
      if (name.isBlank()) throw new IllegalArgumentException("subscribers.name must not be empty");
      if (!Set.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null)
        throw new IllegalArgumentException("subscribers." + name + ".url must be an http or https URL, was " + url);
      if (nouns.isEmpty() || !KNOWN.containsAll(nouns))
        throw new IllegalArgumentException("subscribers." + name + ".nouns must be some of MeterReadings, EndDeviceEvents, was " + nouns);
      if (!patience.isPositive()) throw new IllegalArgumentException("subscribers." + name + ".patience must be > 0, was " + patience);
    }
  }

  SoapEndpoint(Config config, CimCodec codec, Outbound outbound, Post post) {
    this.config = config;
    this.codec = codec;
    this.outbound = outbound;
    this.post = post;
  }

  @Override
  public String name() { return "soap-" + config.name(); }

  @Override
  public boolean wants(Notice notice) {
    return !(notice.content() instanceof Notice.ControlReply) && config.nouns().contains(Outbound.kind(notice).noun());
  }

  @Override
  public void deliver(Notice notice) throws Exception {
    String noun = Outbound.kind(notice).noun();
    byte[] message = codec.encode(notice, Wrapping.TYPED);
    outbound.tell(config.url().toString(), "", notice, message,
      () -> post.send(config.url(), "http://iec.ch/TC57/2011/" + noun + "/Created" + noun, message, config.patience()));
  }
}
