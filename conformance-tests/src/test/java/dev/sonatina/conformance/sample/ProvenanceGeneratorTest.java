package dev.sonatina.conformance.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.cli.sample.ProvenanceGenerator;
import dev.sonatina.cli.sample.ProvenanceProfile;
import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.JsonAnswers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Generated records are of the shape, and spread like, those that were measured. */
class ProvenanceGeneratorTest {

  @Test
  void sameProfileGivesTheSameRecords() {
    Iterator<?> one = new ProvenanceGenerator(ProvenanceProfile.ofSamples(1));
    Iterator<?> same = new ProvenanceGenerator(ProvenanceProfile.ofSamples(1));
    Iterator<?> other = new ProvenanceGenerator(ProvenanceProfile.ofSamples(2));
    List<Object> otherRecords = new ArrayList<>();
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Object record = one.next();
      assertEquals(record, same.next());
      records.add(record);
      otherRecords.add(other.next());
    }
    assertNotEquals(records, otherRecords);
  }

  @Test
  void membersAreThoseOfTheSamplesInTheSameOrder() throws IOException {
    for (String collection : ProvenanceGenerator.COLLECTIONS) {
      JsonNode sample = CaseDirectory.parsedLines(SampleData.PROVDB.open(collection)).get(0);
      JsonNode generated = first(ProvenanceProfile.ofSamples(3), collection, 1).get(0);
      assertEquals(
          List.copyOf(names(sample)), List.copyOf(names(generated)), "members of " + collection);
    }
  }

  /** The table of the measured database, with the room that a made-up run needs. */
  @Test
  void realRunsSpreadLikeTheMeasuredOne() {
    List<JsonNode> records = first(ProvenanceProfile.ofRealRun(7), "anomalies", 4_000);

    List<Double> bytes = sorted(records, record -> record.toString().length());
    assertBetween(2_000, 4_000, bytes.get(0), "least bytes");
    assertBetween(5_500, 7_500, quantile(bytes, 0.5), "median bytes");
    assertBetween(8_000, 11_000, quantile(bytes, 0.95), "95 % bytes");
    assertBetween(400_000, 800_000, bytes.get(bytes.size() - 1), "most bytes");
    assertBetween(8_000, 13_000, mean(bytes), "mean bytes");

    List<Double> frames = sorted(records, record -> record.path("call_stack").size());
    assertBetween(7, 10, quantile(frames, 0.5), "median frames");
    assertBetween(11, 14, quantile(frames, 0.95), "95 % frames");
    assertBetween(3_000, 4_300, frames.get(frames.size() - 1), "most frames");
    assertBetween(
        0.012, 0.025, share(records, record -> record.path("call_stack").size() > 50), "deep");

    assertBetween(
        0.85,
        1,
        share(records, record -> record.at("/event_window/exec_window").size() == 21),
        "full windows");
    assertBetween(
        0.03,
        0.10,
        share(records, record -> !record.at("/event_window/comm_window").isEmpty()),
        "with messages");
    assertBetween(
        0.03, 0.09, share(records, record -> record.path("is_gpu_event").asBoolean()), "on GPU");
    assertBetween(
        0.6,
        0.8,
        share(
            records,
            record -> record.path("runtime_exclusive").equals(record.path("runtime_total"))),
        "leaves");

    List<Double> times =
        sorted(records, record -> Math.log(record.path("runtime_total").asDouble()));
    assertBetween(4.4, 5.5, mean(times), "mean of ln time");
    double functions =
        (double) records.stream().map(record -> record.path("func")).distinct().count();
    assertBetween(180, 300, functions, "functions");
  }

  @Test
  void smallRecordsAreOfTwoAndAHalfKilobytes() {
    List<JsonNode> records = first(ProvenanceProfile.ofSmallRecords(7), "anomalies", 1_000);
    assertBetween(
        2_200, 2_800, mean(sorted(records, record -> record.toString().length())), "mean bytes");
  }

  private static List<JsonNode> first(ProvenanceProfile profile, String collection, int count) {
    Iterator<String> texts = new ProvenanceGenerator(profile).ofCollection(collection);
    List<JsonNode> records = new ArrayList<>();
    while (records.size() < count) {
      records.add(JsonAnswers.parse(texts.next()));
    }
    return records;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.properties().forEach(member -> names.add(member.getKey()));
    return names;
  }

  private static List<Double> sorted(List<JsonNode> records, ToDoubleFunction<JsonNode> measure) {
    return records.stream().mapToDouble(measure).sorted().boxed().toList();
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) (share * sorted.size()));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static double share(List<JsonNode> records, Predicate<JsonNode> which) {
    return (double) records.stream().filter(which).count() / records.size();
  }

  private static void assertBetween(double least, double most, double value, String what) {
    assertTrue(
        least <= value && value <= most,
        what + ": " + value + " (expected: " + least + " to " + most + ")");
  }
}
