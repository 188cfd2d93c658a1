package meridian.fleet;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeterTest {
  private static final long ANCHOR = World.ORIGIN.toEpochMilli();

  /** Whatever happens to supply and relay, the registers move by the sum of the profile rows. */
  @Test
  void registersAgreeWithRowsThroughInterruptions() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Meter meter = new Meter(new MeterSpec("MRD000000000%04d".formatted(seed), "127.0.0.9", MeterModel.MH3, "G", 8000, 3), seed, ANCHOR,
        ANCHOR);
      long imported = meter.imported(ANCHOR);
      long exported = meter.exported(ANCHOR);
      long now = ANCHOR;
      long end = ANCHOR + 20 * 86_400_000L;
      while (now < end) {
        switch (random.nextInt(5)) {
          case 0 -> meter.supply(false, now);
          case 1 -> meter.supply(true, now);
          case 2 -> meter.remoteDisconnect(now);
          case 3 -> meter.remoteReconnect(now);
          default -> meter.pressButton(now);
        }
        now += random.nextLong(3 * Load.INTERVAL_MS * 20);
      }
      long last = Math.ceilDiv(now, Load.INTERVAL_MS) * Load.INTERVAL_MS;
      long drawn = 0;
      long fedIn = 0;
      for (long k = ANCHOR / Load.INTERVAL_MS; k < last / Load.INTERVAL_MS; k++) {
        Out row = new Out(32);
        meter.row(k, 0b1100, row);
        In in = new In(row.toBytes());
        in.structure(2);
        drawn += in.number();
        fedIn += in.number();
      }
      assertThat(meter.imported(last) - imported).as("import, seed %d", seed).isEqualTo(drawn);
      assertThat(meter.exported(last) - exported).as("export, seed %d", seed).isEqualTo(fedIn);
    }
  }

  @Test
  void aRegisterNeverRunsBackWhileTimeGoesOn() {
    Meter meter = new Meter(World.LOW, 7, ANCHOR, ANCHOR);
    long last = 0;
    for (long now = ANCHOR; now < ANCHOR + 86_400_000; now += 61_000) {
      long register = meter.imported(now);
      assertThat(register).isGreaterThanOrEqualTo(last);
      last = register;
    }
  }

  /** Far more interruptions than are remembered: what they kept out stays out. */
  @Test
  void forgottenInterruptionsStillCount() {
    Meter meter = new Meter(World.LOW, 7, ANCHOR, ANCHOR);
    long begin = meter.imported(ANCHOR);
    long undisturbed = new Meter(World.LOW, 7, ANCHOR, ANCHOR).imported(ANCHOR + 10_000_000) - begin;
    long now = ANCHOR;
    for (int i = 0; i < 5000; i++) {
      meter.supply(false, now);
      long dark = i % 500 == 0 ? meter.imported(now) : 0;
      now += 1000;
      if (i % 500 == 0) assertThat(meter.imported(now)).isEqualTo(dark);
      meter.supply(true, now);
      now += 1000;
    }
    assertThat(meter.imported(now) - begin).isBetween(undisturbed * 45 / 100, undisturbed * 55 / 100);
    assertThat(meter.events(Events.Log.STANDARD, 0, Long.MAX_VALUE)).hasSize(Events.MAX);
  }
}
