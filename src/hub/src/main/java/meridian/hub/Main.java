package meridian.hub;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.hub.check.Check;
import meridian.hub.config.ConfigException;
import meridian.hub.demo.Demo;
import meridian.services.port.StoreException;

/**
 * The process: {@code run} the hub or the {@code demo} until it is told to stop, or {@code backup} or {@code restore} its store, or
 * {@code check} messages. Trouble is one sentence on standard error; exit code 2 when the command or the configuration is wrong, 1 for anything else.
 */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    String command = args.length == 0 ? "run" : args[0];
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    try {
      if (command.equals("backup") || command.equals("restore")) {
        System.out.println(Upkeep.of(command, rest, System.getenv()));
        return;
      }
      if (command.equals("check")) {
        boolean colours = System.console() != null && System.console().isTerminal() && System.getenv("NO_COLOR") == null;
        System.exit(Check.run(rest, System.getenv(), System.in, new PrintStream(System.out, true, StandardCharsets.UTF_8), colours));
      }
      AutoCloseable running = switch (command) {
        case "run" -> greeted(Hub.start(HubConfig.read(rest, System.getenv())));
        case "demo" -> {
          Demo demo = Demo.start(rest, System.getenv());
          greeted(demo.hub());
          yield demo;
        }
        default -> throw new ConfigException("unknown command " + command + "; there are run, demo, check, backup and restore");
      };
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        close(running);
        stopped.countDown();
      }, "stop"));
      stopped.await();
    } catch (ConfigException wrong) {
      System.err.println("hub: " + wrong.getMessage());
      System.exit(2);
    } catch (StartException | StoreException trouble) {
      System.err.println("hub: " + trouble.getMessage());
      System.exit(1);
    } catch (RuntimeException defect) {
      LOG.error("the hub could not {}", command.equals("demo") ? "start" : command, defect);
      System.exit(1);
    }
  }

  private static Hub greeted(Hub hub) {
    System.out.println(hub.greeting());
    return hub;
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception left) {
      LOG.warn("not everything stopped cleanly: {}", left.getMessage());
    }
  }
}
