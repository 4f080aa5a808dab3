package dev.sonatina.conformance.plans;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of the corpus that fetches what a function selects and prints the ids, seen as a filter.
 *
 * @param function the function's text
 * @param records names the records that the script finds
 * @param ids what the original selected
 */
record RecordedFilter(String id, String records, String function, List<Long> ids) {

  /** {@code 2|0:3:3 4:2:0}, where the ids come first, or {@code true2 0 4}. */
  private static final Pattern OUTPUT = Pattern.compile("(true)?([0-9]+)\\|?((?: ?[0-9:]+)*) ?");

  /** Empty for a script of another form, or one whose function needs the rest of the script. */
  static Optional<RecordedFilter> of(JsonNode definition) {
    String script = definition.path("script").asText();
    int from = script.indexOf("function($");
    Matcher output = OUTPUT.matcher(definition.path("expect").path("output").asText());
    String records = definition.path("collections").path("anomalies").asText();
    if (from < 0 || !output.matches() || !script.contains("db_fetch_all") || records.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> function = function(script, from);
    if (function.isEmpty() || function.get().matches("(?s).*(helper\\(|limit).*")) {
      return Optional.empty();
    }
    List<Long> ids = new ArrayList<>();
    for (String each : output.group(3).trim().split(" +", -1)) {
      if (!each.isEmpty()) {
        ids.add(Long.parseLong(each.split(":", -1)[0]));
      }
    }
    if (ids.size() != Integer.parseInt(output.group(2))) {
      return Optional.empty();
    }
    return Optional.of(
        new RecordedFilter(
            definition.path("id").asText(), records.substring(1), function.get(), ids));
  }

  /** The text from {@code function} to the brace that closes it; none of them stands in strings. */
  private static Optional<String> function(String script, int from) {
    int depth = 0;
    for (int i = from; i < script.length(); i++) {
      char c = script.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return Optional.of(script.substring(from, i + 1));
      }
    }
    return Optional.empty();
  }
}
