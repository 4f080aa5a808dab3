package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The texts of the records of a file, one after the other. Not thread-safe. */
public interface RecordReader extends AutoCloseable {

  /**
   * Takes over a stream, plain or compressed with gzip; a byte order mark is dropped.
   *
   * @param format how records are written in it; null to tell that from the name and the beginning
   * @param fileName what the file is called, empty if it has no name
   * @throws IOException when the beginning cannot be read
   */
  static RecordReader open(InputStream source, @Nullable RecordFormat format, String fileName)
      throws IOException {
    SourceBuffer buffer = new SourceBuffer(source);
    RecordFormat known = format != null ? format : RecordFormat.of(fileName, buffer);
    return switch (known) {
      case JSONL -> new JsonLinesReader(buffer);
      case JSON -> new JsonValuesReader(buffer);
      case CSV -> new CsvReader(buffer);
    };
  }

  /**
   * The next record, of which only as much is understood as is needed to find its end; null after
   * the last.
   *
   * @throws DatabaseException {@link ErrorCode#INVALID_RECORD} when there is something else than a
   *     record at {@link #lineNumber}; asked again, this goes on behind it, as far as it can be
   *     told where that is
   * @throws IOException when reading fails or a record is beyond any record's size
   */
  byte @Nullable [] next() throws IOException;

  /** The number, from 1, of the line in which what {@link #next} gave last begins. */
  long lineNumber();

  /** Where in that line it begins, from 1; 0 if its text is not that of the file. */
  int column();

  /** How much of the source was read, in its compressed form if it is compressed. */
  long bytesRead();

  @Override
  void close() throws IOException;
}
