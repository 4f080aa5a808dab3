package dev.sonatina.engine.interchange;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteRecords;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.RecordEncoder;
import dev.sonatina.engine.storage.Transaction;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Looks for damage in a {@code .unqlite} file by following its structure and reading every record.
 * The file is not changed. The format has no checksums, so a changed byte in the middle of a text
 * is not noticed.
 */
public final class UnqliteVerification {

  private static final RecordLimits LIMITS = new RecordLimits(Transaction.RECORD_LENGTH_MAX, 64, 1);

  private final Vfs vfs;
  private final Path path;
  private final Progress progress;
  private long records;
  private long bytes;

  private UnqliteVerification(Vfs vfs, Path path, Progress progress) {
    this.vfs = vfs;
    this.path = path;
    this.progress = progress;
  }

  /**
   * Verifies a file.
   *
   * @throws StorageException {@link ErrorCode#IO_FAILURE}; damage is in the report
   */
  public static VerifyReport run(Vfs vfs, Path path, Progress progress) {
    return new UnqliteVerification(vfs, path, progress).run();
  }

  /** A strict reading stops at the first damage; then a lenient one goes on to list all. */
  private VerifyReport run() {
    Set<String> damages = new LinkedHashSet<>();
    read(UnqliteFile.Reading.STRICT, damages);
    if (!damages.isEmpty()) {
      read(UnqliteFile.Reading.SALVAGE, damages);
    }
    return new VerifyReport(0, records, bytes, new ArrayList<>(damages));
  }

  private void read(UnqliteFile.Reading reading, Set<String> damages) {
    records = 0;
    bytes = 0;
    try (UnqliteFile file = UnqliteFile.open(vfs, path, reading)) {
      readRecords(file);
      bytes = file.pageCount() * file.pageSize();
      damages.addAll(file.damages());
      if (file.damageCount() > file.damages().size()) {
        damages.add(path + ": " + file.damageCount() + " damaged places in all");
      }
    } catch (StorageException e) {
      if (e.code() != ErrorCode.CORRUPT) {
        throw e;
      }
      damages.add(String.valueOf(e.getMessage()));
    }
  }

  private void readRecords(UnqliteFile file) {
    long total = file.pageCount() * file.pageSize();
    RecordEncoder encoder = new RecordEncoder(new KeyDictionary(), LIMITS, null);
    UnqliteRecords all = file.records();
    long read = 0;
    while (all.next()) {
      if (all.tell(encoder.begin())) {
        records++;
      }
      read += all.length();
      progress.advanced(Math.min(read, total), total);
    }
    file.otherKeys((key, data) -> {});
  }
}
