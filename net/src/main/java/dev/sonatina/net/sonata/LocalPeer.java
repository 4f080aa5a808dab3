package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.net.sonata.backend.Backend;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import dev.sonatina.net.sonata.backend.NewRecord;
import dev.sonatina.net.sonata.backend.RecordForm;
import dev.sonatina.net.sonata.backend.RecordSink;
import dev.sonatina.net.sonata.script.ScriptPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider of this server as its own scripts see it. Operations run on the script's thread, past
 * the lanes, so that a script which calls into its own database does not wait for itself.
 */
final class LocalPeer implements ScriptPeer {

  /** Scripts that start scripts that start scripts: each level takes its share of the stack. */
  private static final int NESTING_MAX = 4;

  private final SonataProvider provider;
  private final ThreadLocal<Integer> nesting = ThreadLocal.withInitial(() -> 0);

  LocalPeer(SonataProvider provider) {
    this.provider = provider;
  }

  private Backend backend(String database) {
    HostedDatabase hosted = provider.find(database);
    if (hosted == null) {
      throw new BackendFault(ErrorTexts.databaseMissing(database));
    }
    return hosted.backend();
  }

  private void checkToken(String token, boolean checkedByOriginal) {
    boolean unchecked = provider.options().laxToken() && !checkedByOriginal;
    if (!unchecked && !provider.options().accepts(token)) {
      throw new BackendFault(ErrorTexts.INVALID_TOKEN);
    }
  }

  @Override
  public void createDatabase(String name, String type, String config, String token) {
    checkToken(token, true);
    provider.create(name, type, config);
  }

  @Override
  public void attachDatabase(String name, String type, String config, String token) {
    checkToken(token, true);
    provider.attach(name, type, config);
  }

  @Override
  public void detachDatabase(String name, String token) {
    checkToken(token, false);
    remove(name).close();
  }

  @Override
  public void destroyDatabase(String name, String token) {
    checkToken(token, true);
    remove(name).destroy();
  }

  private Backend remove(String name) {
    HostedDatabase removed = provider.remove(name);
    if (removed == null) {
      throw new BackendFault(ErrorTexts.databaseMissing(name));
    }
    return removed.backend();
  }

  @Override
  public void createCollection(String database, String collection) {
    backend(database).createCollection(collection);
  }

  @Override
  public boolean hasCollection(String database, String collection) {
    return backend(database).hasCollection(collection);
  }

  @Override
  public void dropCollection(String database, String collection) {
    backend(database).dropCollection(collection);
  }

  @Override
  public Map<String, byte[]> execute(
      String database, String code, Set<String> variables, Cancellation cancellation) {
    enter();
    try {
      return backend(database).execute(code, List.copyOf(variables), cancellation);
    } finally {
      leave();
    }
  }

  @Override
  public List<byte[]> filter(
      String database, String collection, String function, Cancellation cancellation) {
    enter();
    try {
      Collected records = new Collected(provider.options().resultBytesMax());
      backend(database).filter(collection, function, cancellation, records);
      return records.texts;
    } finally {
      leave();
    }
  }

  private void enter() {
    int depth = nesting.get();
    if (depth >= NESTING_MAX) {
      throw new BackendFault("Scripts that call scripts are nested deeper than " + NESTING_MAX);
    }
    nesting.set(depth + 1);
  }

  private void leave() {
    int depth = nesting.get() - 1;
    if (depth == 0) {
      nesting.remove();
    } else {
      nesting.set(depth);
    }
  }

  @Override
  public long store(String database, String collection, byte[] record) {
    return backend(database).store(collection, NewRecord.of(record));
  }

  @Override
  public byte[] fetch(String database, String collection, long id) {
    Collected records = new Collected(provider.options().resultBytesMax());
    backend(database).fetch(collection, id, RecordForm.TEXT, records);
    return records.texts.get(0);
  }

  @Override
  public void update(String database, String collection, long id, byte[] record) {
    backend(database).update(collection, id, NewRecord.of(record));
  }

  @Override
  public List<byte[]> all(String database, String collection) {
    Collected records = new Collected(provider.options().resultBytesMax());
    backend(database).all(collection, RecordForm.TEXT, records);
    return records.texts;
  }

  @Override
  public long lastId(String database, String collection) {
    return backend(database).lastId(collection);
  }

  @Override
  public long size(String database, String collection) {
    return backend(database).size(collection);
  }

  @Override
  public void erase(String database, String collection, long id) {
    backend(database).erase(collection, id);
  }

  /** Records in a list, up to a size in all. */
  private static final class Collected implements RecordSink {
    private final List<byte[]> texts = new ArrayList<>();
    private final long bytesMax;
    private long bytes;

    private Collected(long bytesMax) {
      this.bytesMax = bytesMax;
    }

    @Override
    public void accept(byte @Nullable [] text) {
      if (text != null) {
        texts.add(text);
        bytes += text.length;
      }
      if (bytes > bytesMax) {
        throw new BackendFault(ErrorTexts.resultTooLarge(bytesMax));
      }
    }
  }
}
