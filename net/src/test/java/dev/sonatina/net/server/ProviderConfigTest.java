package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderConfigTest {

  @Test
  void readsSonatasForm() {
    ProviderConfig config =
        ProviderConfig.parse(
            "{\"databases\":[{\"name\":\"a\",\"type\":\"unqlite\",\"mode\":\"create\","
                + "\"config\":{\"path\":\"p\"}},"
                + "{\"name\":\"b\",\"type\":\"null\",\"mode\":\"attach\"}]}");
    assertEquals(
        List.of(
            new ProviderConfig.DatabaseConfig(0, "a", "unqlite", true, "{\"path\":\"p\"}"),
            new ProviderConfig.DatabaseConfig(0, "b", "null", false, "{}")),
        config.databases());
  }

  @Test
  void readsBedrocksForm() {
    ProviderConfig config =
        ProviderConfig.parse(
            "{\"libraries\":{\"sonata\":\"libsonata-bedrock.so\"},\"providers\":[{\"name\":\"x\","
                + "\"type\":\"sonata\",\"provider_id\":3,\"pool\":\"p\",\"config\":{\"databases\":"
                + "[{\"name\":\"a\",\"type\":\"null\",\"mode\":\"create\"}]}}]}");
    assertEquals(
        List.of(new ProviderConfig.DatabaseConfig(3, "a", "null", true, "{}")), config.databases());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"databases\":5} | \"databases\" field in JSON configuration should be an array",
        "{\"databases\":[{}]} | \"name\" field missing from database configuration",
        "{\"databases\":[{\"name\":5}]} | \"name\" field in database configuration should be a string",
        "{\"databases\":[{\"name\":\"\"}]} | Empty \"name\" field in database configuration",
        "{\"databases\":[{\"name\":\"a\"}]} | \"type\" field missing from database configuration",
        "{\"databases\":[{\"name\":\"a\",\"type\":\"b\"}]} | \"mode\" field missing from database configuration",
        "{\"databases\":[{\"name\":\"a\",\"type\":\"b\",\"mode\":\"c\"}]} | \"mode\" field in database configuration should be either \"create\" or \"attach\"",
        "{\"databases\":[{\"name\":\"a\",\"type\":\"b\",\"mode\":\"create\",\"config\":1}]} | \"config\" field in database configuration should be an object",
      })
  void refusesInTheOriginalsWords(String text, String message) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> ProviderConfig.parse(text));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void saysWhereATextIsNoJson() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> ProviderConfig.parse("{"));
    assertEquals(
        "Could not parse JSON configuration for provider: [json.exception.parse_error.101] parse"
            + " error at line 1, column 2: syntax error while parsing object key - unexpected end"
            + " of input; expected string literal",
        thrown.getMessage());
  }
}
