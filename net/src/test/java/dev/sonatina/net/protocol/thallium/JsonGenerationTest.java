package dev.sonatina.net.protocol.thallium;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteWriter;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonGenerationTest {

  private static final String DOCUMENT =
      "{\"b\":[1,-2,3.5,\"x\",true,null,{}],\"a\":{\"z\":18446744073709551615}}";

  @ParameterizedTest
  @EnumSource(JsonGeneration.class)
  void readsWhatItWroteWithSortedMembers(JsonGeneration generation) {
    JsonValue value = JsonReader.read(DOCUMENT);
    ByteSlice bytes = new ThalliumWriter().json(value, generation).toSlice();
    ThalliumReader.EncodedJson read = new ThalliumReader(bytes).readJson();
    assertEquals(generation, read.generation());
    assertEquals(JsonWriter.writeSorted(value), JsonWriter.write(read.value()));
  }

  @Test
  void theOldNumberingHasItsOwnTypesAndShortCounts() {
    JsonValue value = JsonReader.read("{\"a\":[1]}");
    ByteSlice bytes = new ThalliumWriter().json(value, JsonGeneration.JSONCPP).toSlice();
    assertEquals(
        "0701000000" + "0100000000000000" + "61" + "0601000000" + "020100000000000000",
        HexFormat.of().formatHex(bytes.toArray()));
  }

  @Test
  void countsBeyondTheMessageAreRefusedBeforeAnythingIsReserved() {
    for (String hex : new String[] {"01ffffffffffffff7f", "02ffffffffffffffff", "06ffffffff"}) {
      ThalliumReader in = new ThalliumReader(ByteSlice.of(HexFormat.of().parseHex(hex)));
      assertThrows(ProtocolException.class, in::readJson);
    }
  }

  @Test
  void deepNestingIsRefused() {
    ByteWriter out = new ByteWriter();
    for (int i = 0; i < 100_000; i++) {
      out.writeU8(2);
      out.writeI64(1);
    }
    ThalliumReader in = new ThalliumReader(out.toSlice());
    assertThrows(ProtocolException.class, in::readJson);
  }
}
