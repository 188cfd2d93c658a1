package meridian.services.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TrieTest {

  /** Its hash is one of a few, so that rows of equal hashes come about. */
  private record Key(int number, int hash) {
    static Key of(int number) { return new Key(number, number % 7 == 0 ? 42 : number % 3 == 0 ? number << 25 : number); }

    @Override
    public int hashCode() { return hash; }
  }

  @Test
  void isTheMapItWasWhateverIsMadeOfIt() {
    var random = new Random(7);
    Trie<Key, Integer> trie = new Trie<>();
    var expected = new HashMap<Key, Integer>();
    List<Trie<Key, Integer>> tries = new ArrayList<>();
    List<Map<Key, Integer>> maps = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      var change = new Object();
      for (int i = random.nextInt(40); i > 0; i--) {
        Key key = Key.of(random.nextInt(600));
        if (random.nextInt(3) == 0) {
          trie = trie.without(change, key);
          expected.remove(key);
        } else {
          trie = trie.with(change, key, round * 100 + i);
          expected.put(key, round * 100 + i);
        }
      }
      tries.add(trie);
      maps.add(Map.copyOf(expected));
    }
    for (int round = 0; round < tries.size(); round++) {
      for (int number = 0; number < 600; number++) {
        Key key = Key.of(number);
        assertThat(tries.get(round).get(key)).as("%s after round %d", key, round).isEqualTo(maps.get(round).get(key));
      }
    }
  }
}
