package dev.sonatina.conformance.datasets;

import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.conformance.cases.DatabaseSource;
import dev.sonatina.conformance.cases.Plans;
import dev.sonatina.conformance.cases.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every question of every data set: its script runs in an embedded database that holds the records,
 * and what it prints, one JSON value, is compared with the answer.
 */
public final class DatasetSuite {

  private final List<Dataset> datasets;

  private DatasetSuite(List<Dataset> datasets) {
    this.datasets = datasets;
  }

  /** The data sets that the project carries, with its worked examples. */
  public static DatasetSuite ofSampleData() throws IOException {
    List<Dataset> datasets = new ArrayList<>();
    for (SampleData sample : SampleData.all()) {
      datasets.add(Dataset.of(sample));
    }
    return new DatasetSuite(datasets);
  }

  /**
   * The data sets of a directory, one in each directory below it that has a {@code
   * questions.jsonl}. Records and scripts that one of them lacks are the project's.
   *
   * @throws IOException when there is no data set, or a file is not as it should be
   */
  public static DatasetSuite of(Path directory) throws IOException {
    List<Dataset> datasets = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : (Iterable<Path>) entries.filter(Files::isDirectory).sorted()::iterator) {
        Dataset.of(entry).ifPresent(datasets::add);
      }
    }
    if (datasets.isEmpty()) {
      throw new IOException(
          "no data set in " + directory + " (expected: directories with a questions.jsonl)");
    }
    return new DatasetSuite(datasets);
  }

  List<Dataset> datasets() {
    return datasets;
  }

  /** Asks every question. */
  public void run(Tally tally, Plans plans) {
    try (DatabaseSource source = DatabaseSource.embedded(plans)) {
      for (Dataset dataset : datasets) {
        for (DatasetQuestion question : dataset.questions()) {
          Optional<String> problem = dataset.problem(question, source);
          tally.count(question.id(), problem);
        }
      }
    }
  }
}
