package dev.sonatina.conformance.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.cli.sample.SampleData;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.DatabaseSource;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A data set: collections of records, questions about them, and a script for each question. */
final class Dataset {

  private static final String RECORDS = ".jsonl";
  private static final String QUESTIONS = "questions";

  /** Recorded queries, which may lie beside the questions and are no collection either. */
  private static final String QUERIES = "queries";

  /** Where the script of a question comes from. */
  private interface Scripts {

    /**
     * Opens the script; the caller closes it.
     *
     * @throws IOException also when there is none
     */
    InputStream open(String fileName) throws IOException;
  }

  private final List<DatasetQuestion> questions;
  private final Map<String, List<byte[]>> collections;
  private final Scripts scripts;

  private Dataset(
      List<DatasetQuestion> questions, Map<String, List<byte[]>> collections, Scripts scripts) {
    this.questions = questions;
    this.collections = collections;
    this.scripts = scripts;
  }

  /** A data set that the project carries. */
  static Dataset of(SampleData sample) throws IOException {
    return new Dataset(
        questions(CaseDirectory.parsedLines(sample.openResource(QUESTIONS + RECORDS))),
        collections(sample),
        sample::openResource);
  }

  /**
   * The data set of a directory, or empty when there are no questions in it. What it lacks, all the
   * records or single scripts, is taken from the project's data set of the same name.
   */
  static Optional<Dataset> of(Path path) throws IOException {
    CaseDirectory directory = new CaseDirectory(path);
    SortedMap<String, Path> files = directory.files(RECORDS);
    Path questions = files.remove(QUESTIONS);
    if (questions == null) {
      return Optional.empty();
    }
    files.remove(QUERIES);
    Optional<SampleData> sample = SampleData.named(path.getFileName().toString());
    Map<String, List<byte[]>> collections = collections(files);
    if (collections.isEmpty() && sample.isPresent()) {
      collections = collections(sample.get());
    }
    try {
      return Optional.of(
          new Dataset(
              questions(CaseDirectory.parsedLines(questions)),
              collections,
              fileName -> openScript(directory, sample, fileName)));
    } catch (IllegalArgumentException e) {
      throw new IOException(questions + ": " + e.getMessage(), e);
    }
  }

  List<DatasetQuestion> questions() {
    return questions;
  }

  /**
   * Answers a question in a fresh database, since its script may write.
   *
   * @return how the answer is wrong; empty when it is right
   */
  Optional<String> problem(DatasetQuestion question, DatabaseSource source) {
    if (collections.isEmpty()) {
      return Optional.of("there are no records, neither beside the questions nor in the project");
    }
    try (Database database = source.open()) {
      String script = script(question);
      collections.forEach(
          (name, records) ->
              database.createCollection(name).storeAllBytes(records, Durability.DEFERRED));
      return question.difference(database.execute(script).output());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  private String script(DatasetQuestion question) throws IOException {
    try (InputStream text = scripts.open(question.id() + ".jx9")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream openScript(
      CaseDirectory directory, Optional<SampleData> sample, String fileName) throws IOException {
    Optional<Path> file = directory.file(fileName);
    if (file.isPresent()) {
      return CaseDirectory.open(file.get());
    }
    if (sample.isEmpty()) {
      throw new IOException("there is no script " + fileName);
    }
    return sample.get().openResource(fileName);
  }

  private static List<DatasetQuestion> questions(List<JsonNode> definitions) {
    List<DatasetQuestion> questions = new ArrayList<>();
    definitions.forEach(definition -> questions.add(new DatasetQuestion(definition)));
    return questions;
  }

  private static Map<String, List<byte[]>> collections(Map<String, Path> files) throws IOException {
    Map<String, List<byte[]>> collections = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      collections.put(file.getKey(), CaseDirectory.lines(file.getValue()));
    }
    return collections;
  }

  private static Map<String, List<byte[]>> collections(SampleData sample) throws IOException {
    Map<String, List<byte[]>> collections = new LinkedHashMap<>();
    for (String name : sample.collections()) {
      collections.put(name, CaseDirectory.lines(sample.open(name)));
    }
    return collections;
  }
}
