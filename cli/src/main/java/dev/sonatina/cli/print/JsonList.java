package dev.sonatina.cli.print;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JSON array that may be a list of records. */
public final class JsonList {

  private JsonList() {}

  /**
   * The objects that an array consists of, in their order.
   *
   * @param json compact JSON in UTF-8
   * @return none if it is anything but an array of objects
   */
  public static List<byte[]> objects(byte[] json) {
    List<byte[]> objects = new ArrayList<>();
    if (json.length == 0 || json[0] != '[') {
      return objects;
    }
    JsonTokens tokens = new JsonTokens(json);
    int depth = 0;
    int from = 0;
    while (tokens.next()) {
      boolean isOpening = tokens.kind() == JsonTokens.Kind.OPEN;
      boolean isClosing = tokens.kind() == JsonTokens.Kind.CLOSE;
      if (depth == 1 && isOpening) {
        from = tokens.from();
      }
      boolean isValueOfOtherKind =
          depth == 1
              && !isClosing
              && tokens.kind() != JsonTokens.Kind.COMMA
              && json[tokens.from()] != '{';
      if (isValueOfOtherKind) {
        return List.of();
      }
      depth += isOpening ? 1 : isClosing ? -1 : 0;
      if (depth == 1 && isClosing) {
        objects.add(Arrays.copyOfRange(json, from, tokens.to()));
      }
    }
    return objects;
  }
}
