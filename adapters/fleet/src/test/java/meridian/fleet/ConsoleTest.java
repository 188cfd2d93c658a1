package meridian.fleet;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ConsoleTest {
  private static final Map<String, String> ENVIRONMENT = Map.of(Console.SECRET, HexFormat.of().formatHex(World.MASTER));
  @TempDir
  private Path folder;
  private Path meters;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    meters = folder.resolve("meters.csv");
    Files.write(meters, List.of(MeterFile.HEADER, "MRD0000000000001,127.3.0.1,ML4,T1,3500,1", "MRD0000000000003,127.3.0.3,MH3,T2,2600,3"));
  }

  private int run(Map<String, String> environment, String commands, String... args) {
    return Console.run(args, environment, new BufferedReader(new StringReader(commands)), new PrintStream(out, true, UTF_8),
      new PrintStream(err, true, UTF_8));
  }

  @Test
  void obeysOneLineAtATimeUntilStop() {
    String commands = """
      register MRD0000000000001
      relay MRD0000000000003
      outage T1
      restore T1
      restore T9
      press-button MRD0000000000003
      cover-open MRD0000000000001
      slow MRD0000000000001 5
      slow MRD0000000000001 soon
      mute MRD9
      dance
      profile MRD0000000000001 0 2700
      profile MRD0000000000001 0 soon
      pushes
      stop
      never
      """;
    assertThat(run(ENVIRONMENT, commands, "--meters", meters.toString(), "--port", "0", "--speed", "30", "--seed", "7")).isZero();
    assertThat(out.toString(UTF_8).lines().toList()).satisfiesExactly(l -> assertThat(l).matches("ready \\d+"),
      l -> assertThat(l).matches("ok \\d+"), l -> assertThat(l).isEqualTo("ok connected"), l -> assertThat(l).isEqualTo("ok 1 meters"),
      l -> assertThat(l).isEqualTo("ok 1 meters"), l -> assertThat(l).isEqualTo("error no group T9"),
      l -> assertThat(l).isEqualTo("error the relay is not armed"), l -> assertThat(l).isEqualTo("ok"), l -> assertThat(l).isEqualTo("ok"),
      l -> assertThat(l).startsWith("error soon"), l -> assertThat(l).isEqualTo("error no meter MRD9"),
      l -> assertThat(l).startsWith("error "), l -> assertThat(l).matches("ok \\d+,\\d+ \\d+,\\d+ \\d+,\\d+"),
      l -> assertThat(l).isEqualTo("error TO soon is no epoch second"),
      l -> assertThat(l).isEqualTo("ok sent 0 confirmed 0 failed 0"), l -> assertThat(l).isEqualTo("ok"));
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void endOfInputEndsIt() { assertThat(run(ENVIRONMENT, "", "--meters", meters.toString(), "--port", "0")).isZero(); }

  @Test
  void aPortInUseIsNamedWithItsOption() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      refused("--port " + taken.getLocalPort(), ENVIRONMENT, "--meters", meters.toString(), "--port", "" + taken.getLocalPort());
    }
  }

  @Test
  void everyWrongArgumentIsNamed() throws IOException {
    String file = meters.toString();
    refused("--meters is missing", ENVIRONMENT, "--port", "0");
    refused("--port 70000 is not", ENVIRONMENT, "--meters", file, "--port", "70000");
    refused("--port x is no", ENVIRONMENT, "--meters", file, "--port", "x");
    refused("unknown option --prot", ENVIRONMENT, "--meters", file, "--prot", "0");
    refused("--seed lacks", ENVIRONMENT, "--meters", file, "--port", "0", "--seed");
    refused("--push http:x:1 is not", ENVIRONMENT, "--meters", file, "--port", "0", "--push", "http:x:1");
    refused("--speed 0", ENVIRONMENT, "--meters", file, "--port", "0", "--speed", "0");
    refused("--origin soon", ENVIRONMENT, "--meters", file, "--port", "0", "--origin", "soon");
    refused(Console.SECRET + " is missing", Map.of(), "--meters", file, "--port", "0");
    refused("no such file", ENVIRONMENT, "--meters", file + "x", "--port", "0");
    Files.write(meters, List.of(MeterFile.HEADER, "MRD0000000000001,127.3.0.1,ML4,T1,3500,1", "MRD0000000000002,10.0.0.1,ML4,T1,3500,1"));
    refused("line 3: address 10.0.0.1", ENVIRONMENT, "--meters", file, "--port", "0");
    Files.write(meters, List.of(MeterFile.HEADER, "MRD0000000000001,127.3.0.1,ML4,T1,3500,1", "MRD0000000000001,127.3.0.2,ML4,T1,3500,1"));
    refused("serialNumber MRD0000000000001 twice", ENVIRONMENT, "--meters", file, "--port", "0");
  }

  private void refused(String message, Map<String, String> environment, String... args) {
    err.reset();
    assertThat(run(environment, "", args)).isEqualTo(Console.WRONG_USE);
    assertThat(err.toString(UTF_8)).contains(message).doesNotContain("\tat ");
    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
