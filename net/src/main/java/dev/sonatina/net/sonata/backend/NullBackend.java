package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Type {@code null}: keeps nothing and refuses nothing, for measuring everything else. */
final class NullBackend implements Backend {

  static final BackendFactory FACTORY =
      new BackendFactory() {
        @Override
        public Backend create(String name, BackendConfig config) {
          return new NullBackend();
        }

        @Override
        public Backend attach(String name, BackendConfig config) {
          return new NullBackend();
        }
      };

  private static final byte[] EMPTY_OBJECT = {'{', '}'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  @Override
  public void createCollection(String collection) {}

  @Override
  public boolean hasCollection(String collection) {
    return true;
  }

  @Override
  public void dropCollection(String collection) {}

  @Override
  public long store(String collection, NewRecord record) {
    return 0;
  }

  @Override
  public long[] storeMulti(String collection, List<NewRecord> records) {
    long[] ids = new long[records.size()];
    Arrays.setAll(ids, i -> i);
    return ids;
  }

  @Override
  public byte[] fetch(String collection, long id) {
    return EMPTY_OBJECT;
  }

  @Override
  public void fetchMulti(String collection, long[] ids, RecordForm form, RecordSink sink) {
    for (int i = 0; i < ids.length; i++) {
      sink.accept(form == RecordForm.TEXT ? EMPTY_OBJECT : null);
    }
  }

  @Override
  public void filter(
      String collection, String function, Cancellation cancellation, RecordSink sink) {}

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {}

  @Override
  public void update(String collection, long id, NewRecord record) {}

  @Override
  public boolean[] updateMulti(String collection, long[] ids, List<NewRecord> records) {
    boolean[] done = new boolean[ids.length];
    Arrays.fill(done, true);
    return done;
  }

  @Override
  public void erase(String collection, long id) {}

  @Override
  public void eraseMulti(String collection, long[] ids) {}

  @Override
  public long size(String collection) {
    return 0;
  }

  @Override
  public long lastId(String collection) {
    return 0;
  }

  @Override
  public Map<String, byte[]> execute(
      String code, List<String> variables, Cancellation cancellation) {
    Map<String, byte[]> texts = new LinkedHashMap<>();
    variables.forEach(variable -> texts.put(variable, NULL));
    return texts;
  }

  @Override
  public void commit() {}

  @Override
  public void close() {}

  @Override
  public void destroy() {}
}
