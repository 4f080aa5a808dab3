package dev.sonatina.net.provdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.net.provdb.ShardLayout.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShardLayoutTest {

  private static final CollectionNames NAMES = CollectionNames.of("performance_analysis");

  private static String text(List<Database> databases) {
    StringBuilder text = new StringBuilder();
    databases.forEach(d -> text.append(d.provider()).append('=').append(d.name()).append(' '));
    return text.toString().strip();
  }

  @Test
  void oneServerHasEverything() {
    ShardLayout layout = new ShardLayout(1, 1);
    assertEquals("0=provdb.global 1=provdb.0", text(layout.databases(0, NAMES)));
    assertEquals("0 0 1\nglobal 0 0\n", layout.map());
    assertEquals(
        List.of("anomalies", "metadata", "normalexecs"),
        layout.databases(0, NAMES).get(1).collections());
    assertEquals(
        List.of("func_stats", "counter_stats", "ad_model"),
        layout.databases(0, NAMES).get(0).collections());
  }

  @Test
  void shardsAreSpreadInRuns() {
    ShardLayout layout = new ShardLayout(5, 2);
    assertEquals(
        "0=provdb.global 1=provdb.0 2=provdb.1 3=provdb.2", text(layout.databases(0, NAMES)));
    assertEquals("0=provdb.3 1=provdb.4", text(layout.databases(1, NAMES)));
    assertEquals("0 0 1\n1 0 2\n2 0 3\n3 1 0\n4 1 1\nglobal 0 0\n", layout.map());
  }

  /**
   * The original gives an instance shards that do not exist, or fewer than none, in such a case.
   */
  @Test
  void everyShardIsSomewhereOnce() {
    for (int shards = 1; shards < 20; shards++) {
      for (int instances = 1; instances < 20; instances++) {
        ShardLayout layout = new ShardLayout(shards, instances);
        List<String> names = new ArrayList<>();
        for (int instance = 0; instance < instances; instance++) {
          layout.databases(instance, NAMES).forEach(database -> names.add(database.name()));
        }
        assertEquals(shards + 1, names.size(), shards + " on " + instances);
        assertEquals(shards + 1, new TreeSet<>(names).size());
      }
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ShardLayout(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new ShardLayout(1, 0));
    ShardLayout layout = new ShardLayout(2, 2);
    assertThrows(IllegalArgumentException.class, () -> layout.databases(2, NAMES));
    assertThrows(IllegalArgumentException.class, () -> layout.databases(-1, NAMES));
    assertThrows(IllegalArgumentException.class, () -> CollectionNames.of("other"));
  }
}
