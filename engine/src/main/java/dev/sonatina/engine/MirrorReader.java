package dev.sonatina.engine;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.query.StoredRecord;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.storage.chronicle.MirrorMaps;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the records of a database that another process on this host has open with the store {@code
 * chronicle}, at memory speed and without asking that process.
 *
 * <pre>{@code
 * try (MirrorReader reader = MirrorReader.open(Path.of("runs/today"))) {
 *   reader.fetch("anomalies", 17).ifPresent(System.out::println);
 * }
 * }</pre>
 *
 * <p>A record is seen as soon as the transaction that stored it has been acknowledged, and is
 * always whole. Several records may come from different moments; what was read between two calls of
 * {@link #changes} that gave the same even number is of one moment. When the other process has
 * ended, the records stay readable as it left them; {@link #isLive} tells.
 *
 * <p>Needs {@code net.openhft:chronicle-map} on the class path, the options of Java that it asks
 * for, and the right to write to the files in the directory {@code mirror} of the database, where
 * Chronicle keeps its locks. Used by one thread at a time; open one for each.
 */
public final class MirrorReader implements AutoCloseable {

  private final MirrorMaps maps;
  private final KeyDictionary dictionary = new KeyDictionary();
  private final JsonWriter writer = new JsonWriter(dictionary);

  private MirrorReader(MirrorMaps maps) {
    this.maps = maps;
  }

  /**
   * Opens the mirror of a database.
   *
   * @param database its directory
   * @throws StorageException {@code NO_SUCH_DATABASE} if there is no mirror; {@code UNSUPPORTED} if
   *     Chronicle Map cannot work in this process, naming what it needs
   */
  public static MirrorReader open(Path database) {
    return new MirrorReader(MirrorMaps.open(Vfs.local(), database));
  }

  /** Whether a running process keeps the mirror as its database is. */
  public boolean isLive() {
    return maps.isLive();
  }

  /** Grows with each transaction; odd while one is going over into the mirror. */
  public long changes() {
    return maps.changes();
  }

  /** The names of the collections, in the order of creation. */
  public List<String> collectionNames() {
    return maps.collectionNames();
  }

  /**
   * The text of a record, or nothing if there is none of this id.
   *
   * @throws DatabaseException {@code NO_SUCH_COLLECTION}
   * @throws StorageException {@code BUSY} while the mirror is being made anew; then try again
   */
  public Optional<String> fetch(String collection, long id) {
    byte[] bytes = maps.read(number(collection), id);
    return bytes == null ? Optional.empty() : Optional.of(record(bytes, id).json());
  }

  /**
   * Hands over every record of a collection, in ascending order of ids. Records that are stored,
   * replaced or erased meanwhile may or may not show.
   *
   * @throws DatabaseException {@code NO_SUCH_COLLECTION}
   */
  public void all(String collection, Consumer<Record> consumer) {
    int number = number(collection);
    for (long id = maps.nextId(number, 0); id < maps.endId(number); ) {
      byte[] bytes = maps.read(number, id);
      if (bytes != null) {
        consumer.accept(record(bytes, id));
      }
      id = maps.nextId(number, id + 1);
    }
  }

  private int number(String collection) {
    int number = maps.number(collection);
    if (number < 0) {
      throw new DatabaseException(
          ErrorCode.NO_SUCH_COLLECTION, "no collection '" + collection + "'");
    }
    return number;
  }

  private Record record(byte[] bytes, long id) {
    List<byte[]> names = maps.names();
    for (int number = dictionary.size(); number < names.size(); number++) {
      dictionary.load(number, names.get(number));
    }
    writer.reset();
    writer.write(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0, bytes.length, id);
    return new StoredRecord(id, writer.toBytes());
  }

  /** Closes the maps here; the other process does not notice. */
  @Override
  public void close() {
    maps.close();
  }
}
