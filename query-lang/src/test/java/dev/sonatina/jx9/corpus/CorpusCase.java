package dev.sonatina.jx9.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One recorded script with the original's answer. */
record CorpusCase(JsonNode json) {
  String id() {
    return json.get("id").asText();
  }

  String family() {
    return json.get("family").asText();
  }

  String script() {
    return json.get("script").asText();
  }

  /** The same case with another script, which is ASCII. */
  CorpusCase withScript(String script) {
    ObjectNode changed = json.deepCopy();
    return new CorpusCase(changed.put("script", script));
  }

  boolean needsMath() {
    return json.path("engine").asText().equals("math");
  }

  boolean reportsErrors() {
    return json.path("err_report").asInt() == 1;
  }

  JsonNode input() {
    return json.path("input");
  }

  JsonNode variables() {
    return json.path("vars");
  }

  JsonNode expected() {
    return json.get("expect");
  }

  /**
   * Whether the answer is an oddity of memory handling or of this host, so that another one is no
   * failure.
   */
  boolean isInformational() {
    return json.path("host_io").asBoolean()
        || json.path("oracle_memory_bug").asBoolean()
        || expected().path("compile_log").asBoolean();
  }

  /** Whether the script needs the database functions, which the language alone does not have. */
  boolean needsDatabase() {
    return json.has("collections") || script().contains("db_") || script().contains("collection_");
  }
}
