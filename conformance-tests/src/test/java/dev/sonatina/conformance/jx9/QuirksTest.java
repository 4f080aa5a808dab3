package dev.sonatina.conformance.jx9;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.conformance.ProjectFiles;
import dev.sonatina.conformance.cases.CaseDirectory;
import dev.sonatina.conformance.cases.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every quirk that is listed rests on recorded answers, and these are given. */
class QuirksTest {

  private static final String DOCUMENT = "query-lang/QUIRKS.md";
  private static final Pattern ENTRY =
      Pattern.compile("^### (.*?)$(.*?)(?=^##|\\z)", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern EVIDENCE =
      Pattern.compile("Corpus:\\s(.*?)\\.(?:\\s|$)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("`([a-z0-9-]+?)(-\\d{4})?`");

  private final Map<String, Jx9Case> cases;
  private final Set<String> families;

  QuirksTest() throws IOException {
    Path corpus = ProjectFiles.root().resolve("query-lang/src/test/resources/corpus");
    CaseDirectory directory = new CaseDirectory(corpus);
    cases =
        new Jx9Suite(directory)
            .cases().stream().collect(Collectors.toMap(Jx9Case::id, Function.identity()));
    families = directory.files(".jsonl").keySet();
  }

  @Test
  void everyEntryNamesCasesThatPass() throws IOException {
    List<String> problems = new ArrayList<>();
    Matcher entries = ENTRY.matcher(ScriptExample.read(DOCUMENT));
    int count = 0;
    while (entries.find()) {
      count++;
      String title = entries.group(1);
      Matcher evidence = EVIDENCE.matcher(entries.group(2));
      if (!evidence.find()) {
        problems.add(title + ": no family of the corpus");
        continue;
      }
      checkEvidence(title, evidence.group(1), problems);
      if (!entries.group(2).contains("```jx9")) {
        problems.add(title + ": no example");
      }
    }
    assertEquals(List.of(), problems);
    assertTrue(count >= 40, count + " entries");
  }

  private void checkEvidence(String title, String evidence, List<String> problems) {
    int named = 0;
    Matcher names = NAME.matcher(evidence);
    while (names.find()) {
      String family = names.group(1);
      if (names.group(2) == null) {
        if (!families.contains(family)) {
          problems.add(title + ": no family " + family);
        }
        continue;
      }
      named++;
      String id = family + names.group(2);
      Jx9Case recorded = cases.get(id);
      if (recorded == null) {
        problems.add(title + ": no case " + id);
      } else {
        recorded
            .difference(Plans.USUAL, Clock.systemUTC())
            .ifPresent(text -> problems.add(title + ": " + id + ": " + text));
      }
    }
    if (named == 0) {
      problems.add(title + ": no case");
    }
  }
}
