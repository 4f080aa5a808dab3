package dev.sonatina.cli.sample;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A set of collections that travels inside the jar, each a JSON Lines resource whose line number,
 * from 0, is the id that the record gets in an empty collection.
 *
 * @param name the name of the set, and of the directory with its resources
 * @param description what the records are, in a line
 * @param collections the collections, in the order in which they are best loaded
 */
public record SampleData(String name, String description, List<String> collections) {

  /** Function executions of a simulation, as Chimbuko keeps them. */
  public static final SampleData PROVDB =
      new SampleData(
          "provdb",
          "performance anomalies of a simulation on six ranks, found by Chimbuko",
          List.of(
              "anomalies",
              "normalexecs",
              "metadata",
              "func_stats",
              "counter_stats",
              "ad_model",
              "func_stats_v7",
              "ad_model_v7"));

  /** Runs of small cloud functions, in the form of SlimFaaS' published tables. */
  public static final SampleData SLIMFAAS =
      new SampleData(
          "slimfaas",
          "runs of small cloud functions, with their inputs, parameters and resources",
          List.of(
              "functions",
              "inputs_image",
              "inputs_audio",
              "inputs_video",
              "runs",
              "parameters",
              "resources"));

  /** Executions of nested workflows, in the form of Taverna's published schema. */
  public static final SampleData TAVERNA =
      new SampleData(
          "taverna",
          "executions of nested workflows, with every value that went in and came out",
          List.of(
              "Workflow",
              "Processor",
              "Var",
              "Arc",
              "WfInstance",
              "ProcBinding",
              "VarBinding",
              "Collection"));

  private static final List<SampleData> ALL = List.of(PROVDB, SLIMFAAS, TAVERNA);

  /** Every set. */
  public static List<SampleData> all() {
    return ALL;
  }

  /** The set of this name, if there is one. */
  public static Optional<SampleData> named(String name) {
    return ALL.stream().filter(data -> data.name.equals(name)).findFirst();
  }

  /** The records of one of the collections, as JSON Lines; the caller closes the stream. */
  public InputStream open(String collection) throws IOException {
    return openResource(collection + ".jsonl");
  }

  /**
   * A file that belongs to the set without being one of its collections, such as recorded questions
   * about it.
   */
  public InputStream openResource(String fileName) throws IOException {
    InputStream resource =
        SampleData.class.getResourceAsStream("/samples/" + name + "/" + fileName);
    if (resource == null) {
      throw new IOException("no resource " + fileName + " in the sample data " + name);
    }
    return resource;
  }
}
