package meridian.services.registry;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A map that never changes: {@link #with} and {@link #without} make another, which shares with it all but the way to the key. A hash trie
 * of 32 ways.
 */
final class Trie<K, V> {
  private static final int BITS = 5;
  /** Deeper than this all bits of the hashes are equal: such keys stand in a row. */
  private static final int LAST = 30;
  private static final Node EMPTY = new Node(new Object(), 0, 0, new Object[0]);

  private final Node root;

  Trie() { this(EMPTY); }

  private Trie(Node root) { this.root = root; }

  /**
   * Slots are key and value of each entry, in the order of their bits, then the nodes below, likewise.
   *
   * @param owner the change it was made for @param entries a bit each way that has an entry @param children a bit each way that goes on
   */
  private record Node(Object owner, int entries, int children, @Nullable Object[] slots) {
    int entryAt(int bit) { return 2 * Integer.bitCount(entries & bit - 1); }

    int childAt(int bit) { return 2 * Integer.bitCount(entries) + Integer.bitCount(children & bit - 1); }

    Node set(Object changer, int at, Object value) {
      if (slots[at] == value) return this;
      Node own = owner == changer ? this : new Node(changer, entries, children, slots.clone());
      own.slots[at] = value;
      return own;
    }

    /** In place of {@code cut} slots at {@code at}, these. */
    Node splice(Object changer, int newEntries, int newChildren, int at, int cut, Object... put) {
      var next = new Object[slots.length - cut + put.length];
      System.arraycopy(slots, 0, next, 0, at);
      System.arraycopy(put, 0, next, at, put.length);
      System.arraycopy(slots, at + cut, next, at + put.length, slots.length - at - cut);
      return new Node(changer, newEntries, newChildren, next);
    }

    int inRow(Object key) {
      for (int at = 0; at < slots.length; at += 2) {
        if (key.equals(slots[at])) return at;
      }
      return -1;
    }
  }

  private static int hash(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 15;
  }

  private static int bit(int hash, int shift) { return 1 << (hash >>> shift & 31); }

  @SuppressWarnings("unchecked")
  @Nullable
  V get(K key) {
    int hash = hash(key);
    Node node = root;
    for (int shift = 0; shift <= LAST; shift += BITS) {
      int bit = bit(hash, shift);
      if ((node.entries & bit) != 0) {
        int at = node.entryAt(bit);
        return key.equals(node.slots[at]) ? (V) node.slots[at + 1] : null;
      }
      if ((node.children & bit) == 0) return null;
      node = (Node) node.slots[node.childAt(bit)];
    }
    int at = node.inRow(key);
    return at < 0 ? null : (V) node.slots[at + 1];
  }

  /**
   * @param change what was made for the same change may be changed in place: who makes several steps of one keeps only the last map. Any
   *     other change leaves all maps as they are
   */
  Trie<K, V> with(Object change, K key, V value) { return new Trie<>(put(root, change, 0, hash(key), key, value)); }

  /** @param change as of {@link #with} */
  Trie<K, V> without(Object change, K key) {
    return new Trie<>(remove(root, change, 0, hash(key), key));
  }

  private static Node put(Node node, Object owner, int shift, int hash, Object key, Object value) {
    if (shift > LAST) {
      int at = node.inRow(key);
      return at < 0 ? node.splice(owner, 0, 0, node.slots.length, 0, key, value) : node.set(owner, at + 1, value);
    }
    int bit = bit(hash, shift);
    if ((node.children & bit) != 0) {
      int at = node.childAt(bit);
      return node.set(owner, at, put((Node) node.slots[at], owner, shift + BITS, hash, key, value));
    }
    int at = node.entryAt(bit);
    if ((node.entries & bit) == 0) return node.splice(owner, node.entries | bit, node.children, at, 0, key, value);
    Object there = node.slots[at];
    if (key.equals(there)) return node.set(owner, at + 1, value);
    Node below = put(put(EMPTY, owner, shift + BITS, hash(there), there, node.slots[at + 1]), owner, shift + BITS, hash, key, value);
    Node without = node.splice(owner, node.entries & ~bit, node.children, at, 2);
    return without.splice(owner, without.entries, without.children | bit, without.childAt(bit), 0, below);
  }

  private static Node remove(Node node, Object owner, int shift, int hash, Object key) {
    if (shift > LAST) {
      int at = node.inRow(key);
      return at < 0 ? node : node.splice(owner, 0, 0, at, 2);
    }
    int bit = bit(hash, shift);
    if ((node.entries & bit) != 0) {
      int at = node.entryAt(bit);
      return key.equals(node.slots[at]) ? node.splice(owner, node.entries & ~bit, node.children, at, 2) : node;
    }
    if ((node.children & bit) == 0) return node;
    int at = node.childAt(bit);
    Node below = remove((Node) node.slots[at], owner, shift + BITS, hash, key);
    boolean alone = below.children == 0 && below.slots.length == 2;
    if (!alone) return node.set(owner, at, below);
    Object[] entry = Arrays.copyOf(below.slots, 2);
    Node without = node.splice(owner, node.entries, node.children & ~bit, at, 1);
    return without.splice(owner, without.entries | bit, without.children, without.entryAt(bit), 0, entry);
  }
}
