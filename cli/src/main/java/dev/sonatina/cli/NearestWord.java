package dev.sonatina.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** What somebody most likely meant who mistyped a word. */
final class NearestWord {

  private NearestWord() {}

  /**
   * A clause to end a message with, which asks for the word that takes the fewest changes to get
   * from what was typed; empty if more than half of the letters would have to change.
   */
  static String hint(String typed, Collection<String> words) {
    return words.stream()
        .min(Comparator.comparingInt(word -> editDistance(typed, word)))
        .filter(word -> 2 * editDistance(typed, word) <= Math.max(typed.length(), word.length()))
        .map(word -> "; did you mean '" + word + "'?")
        .orElse("");
  }

  /** How many letters have to be changed, inserted or removed to make one word of the other. */
  private static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    Arrays.setAll(previous, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
