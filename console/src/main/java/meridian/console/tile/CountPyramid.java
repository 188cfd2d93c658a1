package meridian.console.tile;

import java.util.Arrays;

import meridian.services.live.MeterState;

/**
 * How many meters are in each state, for any run of slots: a byte a slot, above it eight packed counts for 64 slots, above that eight ints
 * for 4,096. One writer; readers may run beside it and then see some of its latest changes and not yet others.
 */
final class CountPyramid {
  static final int STATES = MeterState.values().length;
  private static final int LANES = 8;
  /** A block's counts are bytes of one long, so a block has fewer than 256 slots. */
  private static final int BLOCK = 6;
  private static final int BIG = 12;
  private static final long EVEN_LANES = 0x00FF00FF00FF00FFL;

  private final byte[] states;
  private final long[] blocks;
  private final int[] bigs;

  /** All slots in state 0. */
  CountPyramid(int slots) {
    if (STATES > LANES) throw new IllegalStateException(STATES + " meter states do not fit " + LANES + " lanes");
    states = new byte[slots];
    blocks = new long[(slots >>> BLOCK) + 1];
    bigs = new int[((slots >>> BIG) + 1) * LANES];
    for (int slot = 0; slot < slots; slot++) {
      blocks[slot >>> BLOCK]++;
      bigs[(slot >>> BIG) * LANES]++;
    }
  }

  int get(int slot) { return states[slot]; }

  /** Returns whether that changed anything. */
  boolean set(int slot, int now) {
    int before = states[slot];
    if (before == now) return false;
    states[slot] = (byte) now;
    blocks[slot >>> BLOCK] += (1L << 8 * now) - (1L << 8 * before);
    bigs[(slot >>> BIG) * LANES + before]--;
    bigs[(slot >>> BIG) * LANES + now]++;
    return true;
  }

  /** Counts the slots {@code from <= slot < to} by state into {@code counts}, which has eight places. */
  void count(int from, int to, int[] counts) {
    Arrays.fill(counts, 0);
    int firstBlock = from + (1 << BLOCK) - 1 >>> BLOCK;
    int endBlock = to >>> BLOCK;
    if (firstBlock >= endBlock) {
      countSlots(from, to, counts);
      return;
    }
    countSlots(from, firstBlock << BLOCK, counts);
    countSlots(endBlock << BLOCK, to, counts);
    int blocksInBig = BIG - BLOCK;
    int firstBig = firstBlock + (1 << blocksInBig) - 1 >>> blocksInBig;
    int endBig = endBlock >>> blocksInBig;
    if (firstBig >= endBig) {
      countBlocks(firstBlock, endBlock, counts);
      return;
    }
    countBlocks(firstBlock, firstBig << blocksInBig, counts);
    countBlocks(endBig << blocksInBig, endBlock, counts);
    for (int i = firstBig * LANES; i < endBig * LANES; i++) {
      counts[i & LANES - 1] += bigs[i];
    }
  }

  private void countSlots(int from, int to, int[] counts) {
    for (int slot = from; slot < to; slot++) {
      counts[states[slot]]++;
    }
  }

  /** At most 126 blocks, so 16 bits hold each sum. */
  private void countBlocks(int from, int to, int[] counts) {
    long even = 0;
    long odd = 0;
    for (int block = from; block < to; block++) {
      even += blocks[block] & EVEN_LANES;
      odd += blocks[block] >>> 8 & EVEN_LANES;
    }
    for (int lane = 0; lane < LANES; lane += 2) {
      counts[lane] += (int) (even >>> 8 * lane & 0xFFFF);
      counts[lane + 1] += (int) (odd >>> 8 * lane & 0xFFFF);
    }
  }
}
