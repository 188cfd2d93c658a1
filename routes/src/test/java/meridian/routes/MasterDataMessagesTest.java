package meridian.routes;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import meridian.routes.message.PartialSuccess;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** What the examples do not show: errors among good ones, messages that come twice, tests. */
@Timeout(60)
class MasterDataMessagesTest {
  @TempDir
  Path data;

  private static String send(World world, String verb, String header, String meters) throws Exception {
    return world.postBare("""
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>%s</Verb><Noun>MeterConfig</Noun>%s</Header>
      <Payload><MeterConfig xmlns="http://iec.ch/TC57/2011/MeterConfig#">%s</MeterConfig></Payload></RequestMessage>"""
      .formatted(verb, header, meters)).body();
  }

  private static String meter(String name) {
    return "<Meter><serialNumber>S-" + name + "</serialNumber><Names><name>" + name + "</name></Names></Meter>";
  }

  private static boolean isThere(World world, String name) throws Exception {
    return world.postBare("""
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>get</Verb><Noun>MeterConfig</Noun></Header>
      <Request><ID>%s</ID></Request></RequestMessage>""".formatted(name)).body().contains("<name>" + name + "</name>");
  }

  @ParameterizedTest
  @CsvSource({"FAILED, FAILED, true", "PARTIAL, PARTIAL, true", "NOTHING, FAILED, false"})
  void goodOnesAmongBadAreTreatedAsTheOperatorWants(PartialSuccess wanted, String result, boolean done) throws Exception {
    try (World world = World.open(data, config -> config.withPartialSuccess(wanted))) {
      String answer = send(world, "create", "", meter("A") + "<Meter><serialNumber>nameless</serialNumber></Meter>" + meter("B"));
      assertThat(answer).contains("<Result>" + result + "</Result>", "<code>5.8</code>", "Payload/MeterConfig/Meter[2]");
      assertThat(isThere(world, "A")).isEqualTo(done);
      assertThat(isThere(world, "B")).isEqualTo(done);
    }
  }

  @Test
  void theSameMessageAgainIsAnsweredTheSameAndDoneOnce() throws Exception {
    try (World world = World.open(data)) {
      String header = "<Source>CIS</Source><MessageID>m-1</MessageID>";
      String first = send(world, "create", header, meter("A"));
      assertThat(send(world, "create", header, meter("A"))).contains(first.replaceAll("(?s).*(<ID kind.*?</ID>).*", "$1"));
      String gone = "<Source>CIS</Source><MessageID>m-2</MessageID>";
      assertThat(send(world, "delete", gone, meter("A"))).contains("<Result>OK</Result>");
      assertThat(send(world, "delete", gone, meter("A"))).contains("<Result>OK</Result>");
      assertThat(send(world, "delete", "<Source>CIS</Source><MessageID>m-3</MessageID>", meter("A"))).contains("<code>2.4</code>");
    }
  }

  /** After a restart nobody remembers the MessageID; that all is there as it was to be tells the same. */
  @Test
  void toCreateWhatIsThereJustSoIsNoError() throws Exception {
    try (World world = World.open(data)) {
      send(world, "create", "", meter("A"));
      assertThat(send(world, "create", "", meter("A") + meter("B"))).contains("<Result>OK</Result>");
      assertThat(send(world, "create", "", meter("A").replace("S-A", "S-Z"))).contains("<Result>FAILED</Result>", "<code>6.1</code>");
      assertThat(isThere(world, "B")).isTrue();
    }
  }

  @Test
  void aTestKeepsNothing() throws Exception {
    try (World world = World.open(data)) {
      assertThat(send(world, "create", "<Context>TESTING</Context>", meter("A"))).contains("<Result>OK</Result>",
        "<Context>TESTING</Context>");
      assertThat(isThere(world, "A")).isFalse();
      assertThat(send(world, "delete", "<Context>TESTING</Context>", meter("A"))).contains("<code>2.4</code>");
    }
  }

  @Test
  void aPageThatIsNoNumberIsRefused() throws Exception {
    try (World world = World.open(data)) {
      assertThat(world.postBare("""
        <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>get</Verb><Noun>MeterConfig</Noun></Header>
        <Request><Option><name>limit</name><value>many</value></Option></Request></RequestMessage>""").body())
        .contains("<Result>FAILED</Result>", "<code>6.1</code>", "limit");
    }
  }
}
