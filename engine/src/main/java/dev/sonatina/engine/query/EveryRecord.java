package dev.sonatina.engine.query;

import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.RecordView;
import org.jspecify.annotations.Nullable;

/** Selects every record. */
final class EveryRecord implements Matcher {

  private final JsonWriter writer;
  private @Nullable RecordView selected;
  private long id;

  EveryRecord(KeyDictionary dictionary) {
    writer = new JsonWriter(dictionary);
  }

  @Override
  public boolean matches(RecordView view, RecordSource source) {
    selected = view;
    id = source.id();
    return true;
  }

  @Override
  public byte[] json() {
    RecordView view = selected;
    if (view == null) {
      throw new IllegalStateException("no record was selected");
    }
    writer.reset();
    writer.write(view.buffer(), view.offset(), view.length(), id);
    return writer.toBytes();
  }

  @Override
  public void stop() {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void close() {}
}
