package meridian.console;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

import meridian.console.tile.MeterTiles;
import meridian.model.Position;
import meridian.services.live.LiveState;
import meridian.services.live.MeterState;

import static org.assertj.core.api.Assertions.assertThat;

/** Who gets which frame, tick by tick, without sockets. */
class LiveChannelTest {
  private static final int METERS = 200;
  private final LiveState live = new LiveState(METERS);
  private final MeterTiles tiles = new MeterTiles(METERS, _ -> new Position(8, 47), 14);
  private final LiveChannel channel = new LiveChannel(live, tiles, () -> new JsonObject().put("kind", "clock"), 2);
  private long now_ms = 1_000_000;

  LiveChannelTest() { live.subscribe(channel); }

  @Test
  void aBrowserGetsAllStatesFirstAndThenChangesAlone() {
    live.set(3, MeterState.OFF);
    var browser = admitted();
    tick();
    assertThat(browser.frames).hasSize(1);
    Buffer snapshot = browser.frames.getFirst();
    assertThat(snapshot.getByte(0)).isEqualTo((byte) 1);
    assertThat(snapshot.getIntLE(1)).isEqualTo(METERS);
    assertThat(snapshot.length()).isEqualTo(5 + METERS);
    assertThat(snapshot.getByte(5 + 3)).isEqualTo((byte) MeterState.OFF.ordinal());

    long before = System.currentTimeMillis();
    live.set(7, MeterState.ON);
    live.set(9, MeterState.SILENT);
    live.set(9, MeterState.ARMED);
    tick();
    Buffer delta = browser.frames.getLast();
    assertThat(delta.length()).as("one change a meter, however often it changed").isEqualTo(9 + 2 * 5);
    assertThat(delta.getByte(0)).isEqualTo((byte) 2);
    assertThat(delta.getDoubleLE(1)).isBetween((double) before, (double) System.currentTimeMillis());
    assertThat(delta.getIntLE(9)).isEqualTo(7);
    assertThat(delta.getByte(13)).isEqualTo((byte) MeterState.ON.ordinal());
    assertThat(delta.getIntLE(14)).isEqualTo(9);
    assertThat(delta.getByte(18)).isEqualTo((byte) MeterState.ARMED.ordinal());

    tick();
    assertThat(browser.frames).as("nothing new, nothing sent").hasSize(2);
  }

  @Test
  void whenTheMetersAreOthersAllStatesComeAnewAndThenTheNews() {
    var browser = admitted();
    tick();
    live.set(3, MeterState.OFF);
    live.set(METERS, MeterState.SILENT);
    var others = new MeterTiles(METERS + 1, meter -> meter == 3 ? null : new Position(8, 47), 14);
    channel.show(new LiveChannel.Picture(others, new int[]{3}, new JsonObject().put("kind", "model")));
    browser.texts.clear();
    tick();
    Buffer states = browser.frames.getLast();
    assertThat(states.getIntLE(1)).isEqualTo(METERS + 1);
    assertThat(states.getByte(5 + 3)).isEqualTo((byte) 255);
    assertThat(states.getByte(5 + METERS)).isEqualTo((byte) MeterState.SILENT.ordinal());
    assertThat(browser.texts.getFirst()).isEqualTo("{\"kind\":\"model\"}");
    assertThat(others.totals()[MeterState.SILENT.ordinal()]).isEqualTo(1);
    assertThat(others.totals()[MeterState.OFF.ordinal()]).isZero();
  }

  @Test
  void whenMostMetersChangeASnapshotIsShorter() {
    var browser = admitted();
    tick();
    for (int meter = 0; meter < METERS; meter++) {
      live.set(meter, MeterState.OFF);
    }
    tick();
    assertThat(browser.frames.getLast().getByte(0)).isEqualTo((byte) 1);
    assertThat(browser.frames.getLast().getByte(5 + METERS - 1)).isEqualTo((byte) MeterState.OFF.ordinal());
  }

  @Test
  void theTilesCountWhatTheBrowsersSeeAlsoWhenNobodyLooks() {
    live.set(1, MeterState.OFF);
    tick();
    assertThat(tiles.totals()).containsExactly(METERS - 1, 0, 0, 0, 0, 0, 1);
    live.set(1, MeterState.UNKNOWN);
    tick();
    assertThat(tiles.totals()[0]).isEqualTo(METERS);
  }

  @Test
  void aSlowBrowserGetsNothingUntilItHasRoomAndThenAllStatesAnew() {
    var slow = admitted();
    var quick = admitted();
    tick();
    slow.full = true;
    for (int i = 0; i < 100; i++) {
      live.set(i, MeterState.OFF);
      channel.tell(() -> new JsonObject().put("kind", "event"));
      tick();
    }
    assertThat(slow.frames).hasSize(1);
    assertThat(quick.frames).hasSize(101);
    assertThat(quick.texts).filteredOn(text -> text.contains("event")).hasSize(100);
    slow.full = false;
    live.set(150, MeterState.ON);
    tick();
    assertThat(slow.frames).hasSize(2);
    Buffer anew = slow.frames.getLast();
    assertThat(anew.getByte(0)).isEqualTo((byte) 1);
    assertThat(anew.getByte(5 + 99)).isEqualTo((byte) MeterState.OFF.ordinal());
    assertThat(anew.getByte(5 + 150)).isEqualTo((byte) MeterState.ON.ordinal());
    assertThat(slow.texts.getLast()).isEqualTo("{\"kind\":\"lost\"}");
    live.set(151, MeterState.ON);
    tick();
    assertThat(slow.frames.getLast().getByte(0)).as("back to changes").isEqualTo((byte) 2);
  }

  @Test
  void aBrowserThatReadsNothingForHalfAMinuteIsLetGo() {
    var stuck = admitted();
    tick();
    stuck.full = true;
    tick();
    now_ms += LiveChannel.PATIENCE_ms;
    tick();
    assertThat(stuck.gone).isTrue();
  }

  @Test
  void aBrowserThatWasFullForMomentsOnlyStays() {
    var browser = admitted();
    for (int i = 0; i < 4; i++) {
      browser.full = i % 2 == 0;
      tick();
      now_ms += LiveChannel.PATIENCE_ms * 2 / 3;
    }
    assertThat(browser.gone).isFalse();
  }

  @Test
  void aStormOfMessagesIsBoundedAndWhatWasLostIsTold() {
    var browser = admitted();
    tick();
    browser.texts.clear();
    for (int i = 0; i < 5_000; i++) {
      channel.tell(() -> new JsonObject().put("kind", "event"));
    }
    tick();
    assertThat(browser.texts).filteredOn(text -> text.contains("event")).hasSize(1_000);
    assertThat(browser.texts).contains("{\"kind\":\"lost\"}");
    browser.texts.clear();
    channel.tell(() -> new JsonObject().put("kind", "event"));
    tick();
    assertThat(browser.texts).containsExactly("{\"kind\":\"event\"}");
  }

  @Test
  void theClockIsToldEachSecond() {
    var browser = admitted();
    for (int i = 0; i < 100; i++) {
      tick();
    }
    assertThat(browser.texts).filteredOn(text -> text.contains("clock")).hasSize(2);
  }

  @Test
  void placesAreLimitedAndGivenBack() {
    assertThat(channel.admit()).isTrue();
    Runnable leave = channel.open(new FakeBrowser());
    assertThat(channel.admit()).isTrue();
    assertThat(channel.admit()).isFalse();
    leave.run();
    assertThat(channel.admit()).isTrue();
  }

  private FakeBrowser admitted() {
    assertThat(channel.admit()).isTrue();
    var browser = new FakeBrowser();
    channel.open(browser);
    return browser;
  }

  private void tick() {
    now_ms += LiveChannel.TICK_ms;
    channel.tick(now_ms);
  }

  private static final class FakeBrowser implements LiveChannel.Browser {
    final List<Buffer> frames = new ArrayList<>();
    final List<String> texts = new ArrayList<>();
    boolean full;
    boolean gone;

    @Override
    public boolean isFull() { return full; }

    @Override
    public void write(Buffer frame) { frames.add(frame); }

    @Override
    public void write(String text) { texts.add(text); }

    @Override
    public void letGo() { gone = true; }
  }
}
