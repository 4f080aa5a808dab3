package dev.sonatina.net.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.FloatNumber;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.server.SonatinaServer;
import dev.sonatina.net.sonata.SonataRpc;
import dev.sonatina.net.transport.FabricAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RPCs by their encoded arguments, in mixtures that the recorded sessions do not have. */
class WireMixturesTest {

  private SonatinaServer server;
  private RpcClient client;

  @BeforeEach
  void start(@TempDir Path directory) throws IOException {
    server = SonatinaServer.builder().dataDirectory(directory).start();
    server.providers().get(0).create("db", "unqlite", "{\"in-memory\":true}");
    client = connect();
    call(SonataRpc.CREATE_COLLECTION, in("c"));
  }

  private RpcClient connect() {
    FabricAddress address = FabricAddress.parse(server.address().toString());
    return new RpcClient(address, ClientOptions.defaults());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static ThalliumWriter in(String collection) {
    return new ThalliumWriter().string("db").string(collection);
  }

  private CompletableFuture<ByteSlice> send(SonataRpc rpc, ThalliumWriter arguments) {
    return client.call(rpc.signature().name(), 0, arguments.toSlice());
  }

  /** The result, from its first byte. */
  private ThalliumReader call(SonataRpc rpc, ThalliumWriter arguments) {
    return new ThalliumReader(send(rpc, arguments).join());
  }

  /** The value of a success. */
  private ThalliumReader value(SonataRpc rpc, ThalliumWriter arguments) {
    ThalliumReader result = call(rpc, arguments);
    assertTrue(result.readBool(), rpc.name());
    assertEquals("", result.readString());
    return result;
  }

  private String refusal(SonataRpc rpc, ThalliumWriter arguments) {
    ThalliumReader result = call(rpc, arguments);
    assertFalse(result.readBool(), rpc.name());
    return result.readString();
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text);
  }

  private static JsonValue whole(ThalliumReader result, JsonGeneration generation) {
    JsonValue value = result.readJson(generation);
    assertTrue(result.isAtEnd());
    return value;
  }

  @ParameterizedTest
  @EnumSource
  void answersComeInTheGenerationOfTheLastValueSent(JsonGeneration generation) {
    call(SonataRpc.STORE, in("c").string("{\"b\":1}").bool(false));
    // Nothing in JSON was sent yet: the server's own choice.
    assertEquals(
        new IntegerNumber(1),
        member(whole(value(SonataRpc.FETCH_JSON, in("c").u64(0)), JsonGeneration.CURRENT), "b"));
    ThalliumWriter update = in("c").u64(0).json(json("{\"b\":[2,{}]}"), generation).bool(true);
    value(SonataRpc.UPDATE_JSON, update);
    assertEquals(
        "{\"__id\":0,\"b\":[2,{}]}",
        text(whole(value(SonataRpc.FETCH_JSON, in("c").u64(0)), generation)));
    assertEquals(
        "[{\"__id\":0,\"b\":[2,{}]}]", text(whole(value(SonataRpc.ALL_JSON, in("c")), generation)));
    assertEquals(
        "[null,{\"__id\":0,\"b\":[2,{}]},null]",
        text(
            whole(
                value(SonataRpc.FETCH_MULTI_JSON, in("c").u64List(new long[] {7, 0, -1})),
                generation)));
    assertEquals(
        "[]",
        text(whole(value(SonataRpc.FILTER_JSON, in("c").string("function($r) { }")), generation)));
    assertEquals(
        "[]",
        text(whole(value(SonataRpc.FETCH_MULTI_JSON, in("c").u64List(new long[0])), generation)));
  }

  private static String text(JsonValue value) {
    return JsonWriter.write(value);
  }

  private static JsonValue member(JsonValue value, String name) {
    JsonValue found = value instanceof ObjectValue object ? object.get(name) : null;
    return found == null ? JsonValue.ofNull() : found;
  }

  @ParameterizedTest
  @EnumSource
  void valuesThatAreNoRecordsAreReadInTheirGeneration(JsonGeneration generation) {
    List<JsonValue> scalars =
        List.of(
            new IntegerNumber(-5),
            new UnsignedNumber(7),
            new FloatNumber(2.5),
            JsonValue.of("text"),
            JsonValue.of(true),
            JsonValue.ofNull());
    for (JsonValue scalar : scalars) {
      ThalliumWriter store = in("c").json(scalar, generation).bool(false);
      long id = value(SonataRpc.STORE_JSON, store).readU64();
      ThalliumReader fetched = call(SonataRpc.FETCH, in("c").u64(id));
      assertTrue(fetched.readBool());
      assertEquals(text(scalar), fetched.readString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbersAtEveryEdge(JsonGeneration generation) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    long[] edges = {0, 1, -1, 127, 128, 65_535, 1L << 31, 1L << 32, 1L << 53, Long.MAX_VALUE};
    for (long edge : edges) {
      members.put("i" + edge, new IntegerNumber(edge));
      members.put("n" + edge, new IntegerNumber(-edge));
    }
    members.put("min", new IntegerNumber(Long.MIN_VALUE));
    members.put("unsigned", new UnsignedNumber(-1));
    members.put("above", new UnsignedNumber(Long.MIN_VALUE));
    double[] floats = {0.5, -0.5, 1.0 / 3, 1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 1e22, 1.0};
    for (int i = 0; i < floats.length; i++) {
      members.put("f" + i, new FloatNumber(floats[i]));
    }
    ObjectValue sent = new ObjectValue(members);
    value(SonataRpc.STORE_JSON, in("c").json(sent, generation).bool(false));
    JsonValue back = whole(value(SonataRpc.FETCH_JSON, in("c").u64(0)), generation);
    members.forEach((name, value) -> assertEquals(value, member(back, name), name));
    // Sent as unsigned, a number that fits is answered as signed, for so the original keeps it.
    ObjectValue unsigned = new ObjectValue(Map.of("u", new UnsignedNumber(Long.MAX_VALUE)));
    value(SonataRpc.UPDATE_JSON, in("c").u64(0).json(unsigned, generation).bool(false));
    assertEquals(
        new IntegerNumber(Long.MAX_VALUE),
        member(whole(value(SonataRpc.FETCH_JSON, in("c").u64(0)), generation), "u"));
  }

  @ParameterizedTest
  @EnumSource
  void listsOfValuesOfEverySize(JsonGeneration generation) {
    List<JsonValue> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      records.add(json("{\"text\":\"é€😀\\n\",\"deep\":[[[[[{\"a\":{}}]]]]],\"n\":" + i + "}"));
    }
    ThalliumWriter store = in("c").json(new ArrayValue(records), generation).bool(false);
    assertEquals(300, value(SonataRpc.STORE_MULTI_JSON, store).readU64List().length);
    ThalliumWriter none = in("c").json(new ArrayValue(List.of()), generation).bool(true);
    assertArrayEquals(new long[0], value(SonataRpc.STORE_MULTI_JSON, none).readU64List());
    JsonValue all = whole(value(SonataRpc.ALL_JSON, in("c")), generation);
    assertEquals(300, ((ArrayValue) all).elements().size());
    ThalliumWriter update =
        in("c")
            .u64List(new long[] {299, 300, 0})
            .json(json("[{\"z\":1},{\"z\":2},{\"z\":3}]"), generation)
            .bool(false);
    assertArrayEquals(
        new boolean[] {true, false, true},
        value(SonataRpc.UPDATE_MULTI_JSON, update).readBoolList());
    assertEquals(
        "Records should be an array",
        refusal(SonataRpc.STORE_MULTI_JSON, in("c").json(json("{}"), generation).bool(false)));
  }

  @Test
  void membersOfValuesAreSortedAndIdsLast() {
    ThalliumWriter store =
        in("c").json(json("{\"b\":1,\"é\":2,\"a\":{\"d\":1,\"c\":2}}"), JsonGeneration.CURRENT);
    value(SonataRpc.STORE_JSON, store.bool(false));
    ThalliumReader fetched = call(SonataRpc.FETCH, in("c").u64(0));
    assertTrue(fetched.readBool());
    assertEquals("{\"a\":{\"c\":2,\"d\":1},\"b\":1,\"é\":2,\"__id\":0}", fetched.readString());
  }

  /**
   * Whoever sends many requests at once gets the answer to each, refusals between them. One that
   * waits for its large argument to be pulled holds up none behind it.
   */
  @Test
  void errorsBetweenRequestsUnderWay() {
    String direct = "{\"p\":\"" + "y".repeat(3_000) + "\"}";
    String large = "{\"p\":\"" + "y".repeat(9_000) + "\"}";
    List<CompletableFuture<ByteSlice>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(send(SonataRpc.STORE, in("c").string(direct).bool(i % 5 == 0)));
      answers.add(send(SonataRpc.STORE, in("nosuch").string(large).bool(false)));
      answers.add(send(SonataRpc.STORE, in("c").string("{\"a\":").bool(true)));
      answers.add(send(SonataRpc.ERASE, in("c").u64(1_000).bool(true)));
      answers.add(send(SonataRpc.FETCH, in("c").u64(i)));
    }
    for (int i = 0; i < 40; i++) {
      ThalliumReader stored = new ThalliumReader(answers.get(5 * i).join());
      assertTrue(stored.readBool());
      assertEquals("", stored.readString());
      assertEquals(i, stored.readU64());
      assertRefused("Collection does not exist", answers.get(5 * i + 1).join());
      assertRefused("UnQLite error: 1 Error: ", answers.get(5 * i + 2).join());
      assertRefused("Failed to erase record", answers.get(5 * i + 3).join());
      ThalliumReader fetched = new ThalliumReader(answers.get(5 * i + 4).join());
      assertTrue(fetched.readBool());
      assertEquals(
          direct.length() + ",\"__id\":".length() + ("" + i).length(), fetched.readBytes().length);
    }
  }

  private static void assertRefused(String text, ByteSlice result) {
    ThalliumReader in = new ThalliumReader(result);
    assertFalse(in.readBool());
    String error = in.readString();
    assertTrue(error.startsWith(text), error);
  }

  @Test
  void severalVariablesOfAScript() {
    ThalliumWriter arguments =
        new ThalliumWriter()
            .string("db")
            .string("$i = 5; $s = 'x\"y'; $o = {a:[1]}; print 'out'; db_store('c', {k:1});")
            .stringList(List.of("i", "s", "o", "unset", "__output__", "i"))
            .bool(true);
    ThalliumReader result = value(SonataRpc.EXECUTE, arguments);
    Map<String, String> texts = new LinkedHashMap<>();
    for (long count = result.readU64(); count > 0; count--) {
      texts.put(result.readString(), result.readString());
    }
    assertTrue(result.isAtEnd());
    assertEquals(
        Map.of("i", "5", "s", "\"x\"y\"", "o", "{\"a\":[1]}", "unset", "", "__output__", "out"),
        texts);
    assertEquals(1, value(SonataRpc.SIZE, in("c")).readU64());
  }

  @Test
  void refusalsCarryEmptyValues() {
    List<SonataRpc> lists = List.of(SonataRpc.ALL, SonataRpc.ALL_JSON, SonataRpc.SIZE);
    for (SonataRpc rpc : lists) {
      ThalliumReader result = call(rpc, in("nosuch"));
      assertFalse(result.readBool());
      assertEquals("Collection does not exist", result.readString());
      if (rpc == SonataRpc.ALL_JSON) {
        assertEquals(JsonValue.ofNull(), result.readJson(JsonGeneration.CURRENT));
      } else {
        assertEquals(0, result.readU64());
      }
      assertTrue(result.isAtEnd());
    }
    ThalliumReader open = call(SonataRpc.OPEN_COLLECTION, in("c"));
    assertTrue(open.readBool());
    assertEquals("Collectionc does not exist", open.readString());
  }

  /** As one after another, however many are under way: the original runs them so. */
  @Test
  void callsThatDoNotWaitSeeWhatCameBeforeThemAndNothingElse() {
    call(SonataRpc.STORE, in("c").string("{\"b\":0}").bool(false));
    List<CompletableFuture<ByteSlice>> sizes = new ArrayList<>();
    List<CompletableFuture<ByteSlice>> all = new ArrayList<>();
    List<CompletableFuture<ByteSlice>> stores = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sizes.add(send(SonataRpc.SIZE, in("c")));
      all.add(send(SonataRpc.ALL, in("c")));
      stores.add(send(SonataRpc.STORE, in("c").string("{\"b\":1}").bool(false)));
    }
    stores.forEach(CompletableFuture::join);
    for (int i = 0; i < 40; i++) {
      assertEquals(i + 1, numberIn(sizes.get(i)));
      ThalliumReader result = new ThalliumReader(all.get(i).join());
      assertTrue(result.readBool());
      assertEquals("", result.readString());
      assertEquals(i + 1, result.readStringList().size());
    }
  }

  private static long numberIn(CompletableFuture<ByteSlice> answer) {
    ThalliumReader result = new ThalliumReader(answer.join());
    assertTrue(result.readBool());
    assertEquals("", result.readString());
    return result.readU64();
  }
}
