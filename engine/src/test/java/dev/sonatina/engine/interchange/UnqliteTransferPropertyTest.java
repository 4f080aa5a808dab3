package dev.sonatina.engine.interchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteNarrowing;
import dev.sonatina.engine.storage.Store;
import dev.sonatina.engine.vfs.SimulatedVfs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;

/** Stores through .unqlite files and back. */
class UnqliteTransferPropertyTest {

  private static final Path DIRECTORY = Path.of("/data");
  private static final Path FILE = DIRECTORY.resolve("db.unqlite");

  private final SimulatedVfs vfs = new SimulatedVfs();

  @BeforeTry
  void makeDirectory() throws IOException {
    vfs.createDirectories(DIRECTORY);
  }

  @Property(tries = 80, seed = "1")
  void whatTheFormatHoldsComesBackExactly(@ForAll long seed) {
    Store store = store(new Random(seed), UnqliteTransferPropertyTest::exactValue);
    assertEquals(0, write(store).roundedFloats());
    assertEquals(Stores.contents(store), Stores.contents(read()));
  }

  @Property(tries = 80, seed = "2")
  void whatWasNarrowedOnceStaysAsItIs(@ForAll long seed) {
    write(store(new Random(seed), UnqliteTransferPropertyTest::anyValue));
    Store first = read();
    UnqliteNarrowing narrowing = write(first);
    assertEquals(0, narrowing.wholeFloats() + narrowing.wrappedInts());
    byte[] bytes = vfs.content(FILE);
    Store second = read();
    if (narrowing.roundedFloats() == 0) {
      assertEquals(Stores.contents(first), Stores.contents(second));
      write(second);
      assertArrayEquals(bytes, vfs.content(FILE));
    }
  }

  private UnqliteNarrowing write(Store store) {
    return Stores.write(store, vfs, FILE).narrowing();
  }

  private Store read() {
    Store store = Stores.empty();
    UnqliteImportReport report = Stores.read(vfs, FILE, store, UnqliteFile.Reading.STRICT);
    assertEquals(0, report.repairedIds());
    return store;
  }

  private static Store store(Random random, Function<Random, String> values) {
    Store store = Stores.empty();
    for (int c = random.nextInt(4); c >= 0; c--) {
      List<String> records = new ArrayList<>();
      for (int id = random.nextInt(60); id > 0; id--) {
        records.add(random.nextInt(6) == 0 ? null : record(random, values));
      }
      Stores.add(store, "collection " + "é".repeat(c) + c, records);
    }
    return store;
  }

  private static String record(Random random, Function<Random, String> values) {
    return random.nextInt(8) == 0 ? value(random, values, 0) : object(random, values, 0);
  }

  private static String value(Random random, Function<Random, String> values, int depth) {
    int kind = random.nextInt(depth < 4 ? 6 : 4);
    return switch (kind) {
      case 4 -> object(random, values, depth + 1);
      case 5 -> {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(depth == 0 ? 20 : 4); i > 0; i--) {
          elements.add(value(random, values, depth + 1));
        }
        yield "[" + String.join(",", elements) + "]";
      }
      default -> values.apply(random);
    };
  }

  private static String object(Random random, Function<Random, String> values, int depth) {
    List<String> members = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      members.add("\"" + "abcdefg".charAt(i) + "\":" + value(random, values, depth));
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String exactValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> "null";
      case 1 -> String.valueOf(random.nextBoolean());
      case 2 -> String.valueOf(random.nextLong() >> random.nextInt(64));
      case 3 -> "\"" + "é☃ \\n\\u0000x\\\"".repeat(random.nextInt(4)) + "\"";
      case 4 -> "\"" + "long ".repeat(random.nextInt(random.nextInt(10) == 0 ? 900 : 9)) + "\"";
      default -> random.nextInt(1_000) + ".5";
    };
  }

  private static String anyValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> exactValue(random);
      case 1 -> String.valueOf(random.nextInt(100)) + ".0";
      case 2 -> String.valueOf(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 3 -> Long.toUnsignedString(random.nextLong());
      case 4 -> "{\"" + random.nextInt(5) + "\":{}}";
      default -> "{}";
    };
  }
}
