package meridian.dlms;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static meridian.dlms.FakeMeter.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AxdrTest {
  private static final String ROWS = "0102 0204 090C07EA0302FF0A0000FF800000 1100 06000004D2 0500000000 0204 00 1180 120001 0FFF";

  private static Data read(String hex) throws Trouble { return Axdr.read(new Reader(hex(hex))); }

  @Test
  void readsEachType() throws Trouble {
    assertThat(read("00")).isEqualTo(Data.NULL);
    assertThat(read("0301")).isEqualTo(Data.TRUE);
    assertThat(read("05FFFFFFFE")).isEqualTo(new Data.Int(-2));
    assertThat(read("06FFFFFFFE")).isEqualTo(new Data.Int(0xFFFFFFFEL));
    assertThat(read("0FFE")).isEqualTo(new Data.Int(-2));
    assertThat(read("10FFFE")).isEqualTo(new Data.Int(-2));
    assertThat(read("11FE")).isEqualTo(new Data.Int(254));
    assertThat(read("12FFFE")).isEqualTo(new Data.Int(65534));
    assertThat(read("1601")).isEqualTo(new Data.Int(1));
    assertThat(read("14FFFFFFFFFFFFFFFE")).isEqualTo(new Data.Int(-2));
    assertThat(read("15FFFFFFFFFFFFFFFF")).isEqualTo(new Data.Real(0x1p64));
    assertThat(read("173F800000")).isEqualTo(new Data.Real(1));
    assertThat(read("183FF0000000000000")).isEqualTo(new Data.Real(1));
    assertThat(read("0902ABCD").octets()).asHexString().isEqualTo("ABCD");
    assertThat(read("0409FF80").octets()).asHexString().isEqualTo("FF80");
    assertThat(read(ROWS).items().get(1).items(4).get(3)).isEqualTo(new Data.Int(-1));
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] whole = hex(ROWS);
    for (int i = 0; i < whole.length; i++) {
      Reader cut = new Reader(Arrays.copyOf(whole, i));
      assertThatThrownBy(() -> Axdr.read(cut)).as("cut at " + i).isInstanceOf(Trouble.class).hasMessageContaining("truncated");
    }
  }

  @Test
  void depthIsBoundedBeforeTheStackIs() {
    byte[] deep = new byte[200_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 2;
      deep[i + 1] = 1;
    }
    assertThatThrownBy(() -> Axdr.read(new Reader(deep))).hasMessageContaining("deeper than 16");
  }

  @Test
  void announcedCountsAllocateNothing() {
    assertThatThrownBy(() -> read("01847FFFFFFF 00")).hasMessageContaining("2147483647 items announced");
    assertThatThrownBy(() -> read("0984FFFFFFFF 00")).hasMessageContaining("a length of 4294967295");
    assertThatThrownBy(() -> read("0985FFFFFFFFFF 00")).hasMessageContaining("a length of 5 octets");
    assertThatThrownBy(() -> read("098400100000 00")).hasMessageContaining("truncated");
  }

  @Test
  void noiseIsValueOrTrouble() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      byte[] noise = new byte[random.nextInt(1, 40)];
      random.nextBytes(noise);
      if (i % 2 == 0) noise[0] = (byte) random.nextInt(28);
      try {
        assertThat(Axdr.read(new Reader(noise))).isNotNull();
      } catch (Trouble trouble) {
        assertThat(trouble.kind()).isEqualTo(Trouble.Kind.GARBLED);
      }
    }
  }
}
