package dev.sonatina.conformance.cases;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cases that are answered otherwise than by the original, on purpose, each with its reason:
 * what stands in backquotes in {@code DIFFERENCES.md}. Immutable.
 */
public final class ListedDifferences {

  private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");

  private final Set<String> ids;

  private ListedDifferences(Set<String> ids) {
    this.ids = ids;
  }

  /** Those of the project, which travel with these classes. */
  public static ListedDifferences ofProject() throws IOException {
    try (InputStream text =
        ListedDifferences.class.getResourceAsStream("/dev/sonatina/conformance/DIFFERENCES.md")) {
      if (text == null) {
        throw new FileNotFoundException("DIFFERENCES.md, beside the classes of this program");
      }
      return of(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** Those of a text. */
  public static ListedDifferences of(String text) {
    Set<String> ids = new HashSet<>();
    Matcher code = CODE.matcher(text);
    while (code.find()) {
      ids.add(code.group(1));
    }
    return new ListedDifferences(ids);
  }

  /** Whether this case has to be answered differently. */
  public boolean contains(String caseId) {
    return ids.contains(caseId);
  }
}
