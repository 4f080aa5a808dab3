package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.interchange.TransferProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What all imports and publications of files on a server have in common: what the log says of them,
 * and how they are ended. Safe for every thread.
 */
public final class FileTransfers {

  private static final System.Logger LOG = System.getLogger(FileTransfers.class.getName());
  private static final long NEXT_LINE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final LongSupplier nanoTime;
  private final Cancellation imports;
  private final Cancellation publications;

  /**
   * @param nanoTime a clock for how long things take
   * @param imports ends running imports and refuses further ones
   * @param publications the same for publications; the files there are stay
   */
  public FileTransfers(LongSupplier nanoTime, Cancellation imports, Cancellation publications) {
    this.nanoTime = nanoTime;
    this.imports = imports;
    this.publications = publications;
  }

  public Cancellation imports() {
    return imports;
  }

  Cancellation publications() {
    return publications;
  }

  /**
   * Logs every two seconds how far one transfer is; a shorter one logs nothing.
   *
   * @param activity what is being done to what
   */
  TransferProgress progress(String activity) {
    return new TransferProgress() {

      private long nextLineAt = nanoTime.getAsLong() + NEXT_LINE_NANOS;

      @Override
      public void records(long done, long total) {
        long now = nanoTime.getAsLong();
        if (now - nextLineAt >= 0) {
          nextLineAt = now + NEXT_LINE_NANOS;
          LOG.log(System.Logger.Level.INFO, "{0}: {1} of {2} records", activity, done, total);
        }
      }
    };
  }
}
