package dev.sonatina.engine.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Map;

/**
 * Everything that can be read of a state, as one text that is equal for equal states only; see also
 * {@link StoreModel#text}.
 */
public final class StoreText {

  private StoreText() {}

  public static String of(StoreReader reader) {
    return of(reader, Map.of());
  }

  /**
   * The content with other next ids.
   *
   * @param nextIds the next ids to show for some collections, in the place of their own
   */
  public static String of(StoreReader reader, Map<Integer, Long> nextIds) {
    StringBuilder text = new StringBuilder();
    RecordView view = new RecordView();
    for (CollectionInfo info : reader.collections()) {
      long nextId = nextIds.getOrDefault(info.number(), info.nextId());
      text.append(info.number()).append(' ').append(info.name()).append(' ').append(nextId);
      text.append(' ').append(info.count()).append(':');
      try (RecordCursor cursor = reader.scan(info.number(), 0, Long.MAX_VALUE)) {
        while (cursor.next(view)) {
          text.append(' ').append(cursor.id()).append('=');
          text.append(new String(view.toBytes(), ISO_8859_1));
        }
      }
      text.append('\n');
    }
    for (int keyId = 0; keyId < reader.keyLimit(); keyId++) {
      byte[] name = reader.key(keyId);
      if (name != null) {
        text.append(keyId).append('=').append(new String(name, ISO_8859_1)).append('\n');
      }
    }
    for (String key : reader.metaKeys()) {
      byte[] value = reader.meta(key);
      text.append(key).append('=');
      text.append(value == null ? "?" : new String(value, ISO_8859_1)).append('\n');
    }
    return text.toString();
  }
}
