package dev.sonatina.engine.interchange;

import dev.sonatina.engine.storage.StoreReader;
import dev.sonatina.engine.storage.Transaction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a store remembers about the file it is published as, in its meta area: which file that is,
 * and which state of the store it shows.
 *
 * <p>There are two marks. The intended one is stored before a file is moved into its place, the
 * actual one after it; whichever of the two describes the file that is there was ours.
 *
 * @param file the stamp of the file
 * @param version the version of the store in which nothing else has changed since
 */
record PublicationMark(FileStamp file, long version) {

  private static final String ACTUAL = "unqlite/published";
  private static final String INTENDED = "unqlite/publishing";

  static @Nullable PublicationMark actual(StoreReader reader) {
    return read(reader, ACTUAL);
  }

  static @Nullable PublicationMark intended(StoreReader reader) {
    return read(reader, INTENDED);
  }

  void storeIntended(Transaction transaction) {
    transaction.putMeta(INTENDED, bytes());
  }

  void storeActual(Transaction transaction) {
    transaction.putMeta(ACTUAL, bytes());
    transaction.removeMeta(INTENDED);
  }

  private static @Nullable PublicationMark read(StoreReader reader, String key) {
    byte[] bytes = reader.meta(key);
    if (bytes == null || bytes.length != FileStamp.BYTES + Long.BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new PublicationMark(FileStamp.read(buffer), buffer.getLong());
  }

  private byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(FileStamp.BYTES + Long.BYTES);
    file.write(buffer);
    return buffer.putLong(version).array();
  }
}
