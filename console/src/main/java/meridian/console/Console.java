package meridian.console;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;

import meridian.console.Scenarios.Scenario;
import meridian.model.control.Command;
import meridian.model.event.EndDeviceEvent;

/** The running console. {@link #start} returns when it serves; {@link #close} when nothing of it is left. */
public final class Console implements AutoCloseable {
  private static final int EVENT_LOOPS = Math.min(4, Runtime.getRuntime().availableProcessors());
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(20);
  /** Beyond the field's own patience, which covers the conversation but not the wait for the device's turn. */
  private static final Duration TURN_PATIENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final ConsoleParts parts;
  private final Redraw redraw;
  private final LiveChannel channel;
  private final Calls store;
  private final Calls field;
  private final Consumer<EndDeviceEvent> onEvent;
  private final Consumer<Command> onCommand;
  private final Consumer<Scenario> onScenario;
  private final String host;
  private int port;

  private Console(ConsoleConfig config, ConsoleParts parts) {
    this.parts = parts;
    host = config.host();
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS + 1).setFileSystemOptions(new FileSystemOptions()
      .setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    store = new Calls(vertx, "store", 64, STORE_PATIENCE);
    field = new Calls(vertx, "field", 32, parts.field().patience().plus(TURN_PATIENCE));
    var registry = parts.registry();
    redraw = new Redraw(registry, parts.live(), config.minMeterZoom());
    channel = new LiveChannel(parts.live(), redraw.now().tiles(), () -> JsonViews.clock(parts.clock().instant()), config.mostLiveClients());
    redraw.start(channel::show);
    onEvent = event -> channel.tell(() -> JsonViews.told("event", JsonViews.event(event, registry)));
    onCommand = command -> channel.tell(() -> JsonViews.told("command", JsonViews.command(command)));
    onScenario = scenario -> channel.tell(() -> JsonViews.told("scenario", JsonViews.scenario(scenario)));
  }

  /**
   * @throws IOException when it cannot listen: names the key to change
   */
  public static Console start(ConsoleConfig config, ConsoleParts parts) throws IOException {
    var console = new Console(config, parts);
    try {
      console.listen(config);
      return console;
    } catch (IOException | RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private void listen(ConsoleConfig config) throws IOException {
    parts.live().subscribe(channel);
    parts.events().subscribe(onEvent);
    parts.control().progress().subscribe(onCommand);
    parts.scenarios().changes().subscribe(onScenario);
    channel.tick(System.currentTimeMillis());
    vertx.setPeriodic(LiveChannel.TICK_ms, _ -> channel.tick(System.currentTimeMillis()));
    Router router = new Routes(config, parts, redraw::now, channel, store, field).router(vertx);
    var options = new HttpServerOptions().setHost(config.host()).setHttp2ClearTextEnabled(false)
      .setPort(config.port() == 0 ? -1 : config.port()).setIdleTimeout(120)
      .setIdleTimeoutUnit(TimeUnit.SECONDS).setMaxWebSocketMessageSize(4_096).setMaxWebSocketFrameSize(4_096)
      .setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false);
    var bound = new AtomicInteger();
    try {
      await(vertx.deployVerticle(() -> new VerticleBase() {
        @Override
        public Future<?> start() {
          return vertx.createHttpServer(options).requestHandler(router).listen().onSuccess(server -> bound.set(server.actualPort()));
        }
      }, new DeploymentOptions().setInstances(EVENT_LOOPS)));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BindException
        ? new IOException("console.port " + config.port() + " on " + config.host()
          + " is in use or not ours; choose another console.port or console.host", e.getCause())
        : new IOException("the console cannot listen on "
          + config.host() + ": check console.host and console.port", e.getCause());
    }
    port = bound.get();
  }

  /** The port it listens on. */
  public int port() { return port; }

  /** Where a browser on this machine finds it. */
  public String url() {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
  }

  @Override
  public void close() {
    redraw.close();
    parts.live().unsubscribe(channel);
    parts.events().unsubscribe(onEvent);
    parts.control().progress().unsubscribe(onCommand);
    parts.scenarios().changes().unsubscribe(onScenario);
    store.close();
    field.close();
    try {
      await(vertx.close());
    } catch (ExecutionException | IOException e) {
      throw new IllegalStateException("the console did not close", e);
    }
  }

  private static void await(Future<?> future) throws ExecutionException, IOException {
    try {
      future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (TimeoutException e) {
      throw new IOException("the console's server did not answer within 30 s", e);
    }
  }
}
