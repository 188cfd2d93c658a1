package meridian.routes.deliver;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

import meridian.cim.CimCodec;
import meridian.cim.Wrapping;
import meridian.model.config.BadSetting;
import meridian.model.config.Setting;
import meridian.model.message.Notice;
import meridian.services.deliver.Subscriber;

/** An enterprise system that takes {@code CreatedMeterReadings}, {@code CreatedEndDeviceEvents}, {@code ChangedMeterServiceRequests} and the like at a Receive or Send service of its own. */
public final class SoapEndpoint implements Subscriber {
  private final String name;
  private final URI url;
  private final Duration patience;
  private final CimCodec codec;
  private final Outbound outbound;
  private final Post post;

  /** {@code subscribers.NAME} of the kind {@code soap}. */
  public record Config(
    @Setting(value = "", says = "Where it takes messages: an http or https URL; must be given.") String url) {

    public Config {
      try {
        var uri = URI.create(url);
        if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null || uri.getUserInfo() != null)
          throw new IllegalArgumentException("not http");
      } catch (IllegalArgumentException unusable) {
        throw new BadSetting("url", "an http or https URL without a user in it, such as http://mdm:8080/cim");
      }
    }

    URI uri() { return URI.create(url); }
  }

  SoapEndpoint(String name, URI url, Duration patience, CimCodec codec, Outbound outbound, Post post) {
    this.name = name;
    this.url = url;
    this.patience = patience;
    this.codec = codec;
    this.outbound = outbound;
    this.post = post;
  }

  @Override
  public String name() { return name; }

  @Override
  public String kind() { return "soap"; }

  @Override
  public String address() { return Post.shown(url); }

  @Override
  public void deliver(Notice notice) throws Exception {
    String action = Outbound.soapAction(Outbound.kind(notice).verb().text(), notice.noun().text());
    byte[] message = codec.encode(notice, Wrapping.TYPED);
    outbound.tell(address(), "", notice, message, () -> post.send(url, action, message, patience));
  }
}
