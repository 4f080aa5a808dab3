package dev.sonatina.engine.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.FilterRequest;
import dev.sonatina.engine.api.SonatinaException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundCollectionTest {

  private record Call(String func, long us, List<Integer> ranks) {}

  private record Numbered(@JsonProperty("__id") long id, String func) {}

  private final Database database = Sonatina.inMemory();
  private final Collection collection = database.createCollection("c");
  private final BoundCollection<Call> calls = BoundCollection.of(collection, Call.class);
  private final BoundCollection<JsonNode> trees = BoundCollection.trees(collection);

  private final Call wait = new Call("MPI_Wait", 740, List.of(1, 2));
  private final Call send = new Call("MPI_Send", 12, List.of());

  @AfterEach
  void close() {
    database.close();
  }

  private static SonatinaException refused(Runnable action) {
    return assertThrows(SonatinaException.class, action::run);
  }

  @Test
  void valuesComeBackAsTheyWere() {
    assertEquals(0, calls.store(wait));
    assertEquals(1, calls.store(send, Durability.COMMITTED));
    assertEquals(Optional.of(wait), calls.find(0));
    assertEquals(Optional.empty(), calls.find(9));
    assertEquals(
        List.of(Optional.of(send), Optional.empty(), Optional.of(wait)), calls.findAll(1, 7, 0));
    assertEquals(
        Optional.of("{\"func\":\"MPI_Wait\",\"us\":740,\"ranks\":[1,2],\"__id\":0}"),
        calls.collection().fetch(0));
  }

  @Test
  void filtersAndScansYieldValues() {
    assertArrayEquals(new long[] {0, 1}, calls.storeAll(List.of(wait, send)));
    assertEquals(List.of(wait, send), calls.all().toList());
    assertEquals(List.of(wait), calls.filter("function($c) { return $c.us > 100; }").toList());
    try (Stream<Call> stream = calls.filter(FilterRequest.of("5")).stream()) {
      assertEquals(752, stream.mapToLong(Call::us).sum());
    }
    List<Call> iterated = new ArrayList<>();
    try (BoundRecords<Call> all = calls.all()) {
      all.forEach(iterated::add);
      assertThrows(IllegalStateException.class, all::iterator);
    }
    assertEquals(List.of(wait, send), iterated);
  }

  @Test
  void updatesTakeValues() {
    calls.storeAll(List.of(wait, send), Durability.COMMITTED);
    calls.update(0, send);
    assertArrayEquals(
        new boolean[] {true, false}, calls.updateAll(new long[] {1, 9}, List.of(wait, wait)));
    assertEquals(List.of(send, wait), calls.all().toList());
    assertEquals(ErrorCode.NO_SUCH_RECORD, refused(() -> calls.update(9, wait)).code());
  }

  @Test
  void treesKeepEveryDigit() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    tree.put("max", Long.MAX_VALUE).put("third", 1.0 / 3).put("whole", 1.0);
    tree.put("unsigned", new BigInteger("18446744073709551615"));
    tree.putObject("empty");
    tree.putNull("nothing");
    JsonNode found = trees.find(trees.store(tree)).orElseThrow();
    assertEquals(tree.put("__id", 0), found);
    assertTrue(found.get("whole").isDouble());
    assertEquals(Long.MAX_VALUE, found.get("max").longValue());
  }

  @Test
  void scalarsAreRecordsToo() {
    BoundCollection<Integer> numbers = BoundCollection.of(collection, Integer.class);
    assertEquals(Optional.of(5), numbers.find(numbers.store(5)));
  }

  @Test
  void aClassMayAskForTheId() {
    calls.storeAll(List.of(wait, send));
    BoundCollection<Numbered> numbered =
        new BoundCollection<>(
            collection,
            Binding.of(
                Numbered.class,
                JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()));
    assertEquals(Optional.of(new Numbered(1, "MPI_Send")), numbered.find(1));
  }

  @Test
  void whatDoesNotFitIsSaid() {
    collection.store("{\"func\":\"f\",\"us\":\"many\"}");
    collection.store("{\"func\":\"f\",\"other\":1}");
    SonatinaException wrongType = refused(() -> calls.find(0));
    assertEquals(ErrorCode.INVALID_ARGUMENT, wrongType.code());
    String message = String.valueOf(wrongType.getMessage());
    assertTrue(message.startsWith("record 0 is no Call: "), message);
    assertTrue(String.valueOf(refused(() -> calls.find(1)).getMessage()).contains("\"other\""));
    BoundCollection<Object> anything = BoundCollection.of(collection, Object.class);
    Object[] circle = new Object[1];
    circle[0] = circle;
    assertEquals(ErrorCode.INVALID_RECORD, refused(() -> anything.store(circle)).code());
    assertEquals(2, collection.size());
  }

  @Test
  void variablesOfScriptsAreTreesToo() {
    String json = database.execute("$h = {a: [1, 2.5]};", "h").json("h");
    assertEquals(2.5, Binding.trees().read(json).at("/a/1").doubleValue());
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused(() -> Binding.trees().read("{")).code());
  }
}
