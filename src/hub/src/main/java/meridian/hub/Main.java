package meridian.hub;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.hub.config.ConfigException;
import meridian.hub.demo.Demo;

/** The process: {@code run} the hub or the {@code demo}, until it is told to stop. Trouble at the start is one sentence and exit code 1 or 2. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    String command = args.length == 0 ? "run" : args[0];
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    try {
      AutoCloseable running = switch (command) {
        case "run" -> greeted(Hub.start(HubConfig.read(rest, System.getenv())));
        case "demo" -> {
          Demo demo = Demo.start(rest, System.getenv());
          greeted(demo.hub());
          yield demo;
        }
        default -> throw new ConfigException("unknown command " + command + "; there are run and demo");
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
    } catch (StartException trouble) {
      System.err.println("hub: " + trouble.getMessage());
      System.exit(1);
    } catch (RuntimeException defect) {
      LOG.error("the hub could not start", defect);
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
