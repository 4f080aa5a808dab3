package dev.sonatina.conformance.jx9;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every case of every {@code *.jsonl} file of a directory, each in a database of its own. */
public final class Jx9Suite {

  private final List<Jx9Case> cases = new ArrayList<>();

  /**
   * Reads the cases.
   *
   * @param directory in the format of the corpus; {@code fixtures.json} holds shared collections
   */
  public Jx9Suite(CaseDirectory directory) throws IOException {
    JsonNode fixtures = fixtures(directory);
    for (Path file : directory.files(".jsonl").values()) {
      for (JsonNode definition : CaseDirectory.parsedLines(file)) {
        cases.add(new Jx9Case(definition, fixtures));
      }
    }
  }

  public List<Jx9Case> cases() {
    return cases;
  }

  /**
   * Runs every case.
   *
   * @param clock what scripts take for the time
   */
  public void run(Tally tally, Plans plans, Clock clock) {
    for (Jx9Case each : cases) {
      Optional<String> problem = each.difference(plans, clock);
      if (each.isInformational()) {
        tally.countInformational(problem);
      } else {
        tally.count(each.id(), problem);
      }
    }
  }

  /** Collections that several cases share, by name; missing if there are none. */
  public static JsonNode fixtures(CaseDirectory directory) throws IOException {
    Optional<Path> file = directory.file("fixtures.json");
    if (file.isEmpty()) {
      return MissingNode.getInstance();
    }
    try (InputStream source = CaseDirectory.open(file.get())) {
      return new ObjectMapper().readTree(source);
    }
  }
}
