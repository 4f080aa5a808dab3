package dev.sonatina.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A loop that reads every byte of a database's files and does nothing else, on one thread or two:
 * what two threads gain there is what the machine gives.
 */
final class PlainLoop {

  private final List<MappedByteBuffer> files = new ArrayList<>();

  /** What was read goes here, so that the reading is not left out. */
  @SuppressWarnings("unused") // It is enough that it is written.
  private volatile long sum;

  /** Maps the files of a database, which stay mapped until the collector finds them. */
  PlainLoop(Path home) throws IOException {
    try (Stream<Path> found = Files.list(home)) {
      for (Path file : found.sorted().toList()) {
        try (FileChannel channel = FileChannel.open(file)) {
          files.add(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
      }
    }
    files.forEach(file -> file.order(ByteOrder.nativeOrder()));
  }

  /** Reads everything once and answers how many milliseconds that took. */
  double millis(int threads) {
    long start = System.nanoTime();
    List<CompletableFuture<Long>> helpers =
        IntStream.range(1, threads)
            .mapToObj(part -> CompletableFuture.supplyAsync(() -> read(part, threads)))
            .toList();
    long total = read(0, threads);
    for (CompletableFuture<Long> helper : helpers) {
      total += helper.join();
    }
    sum = total;
    return BenchJx9Command.millisSince(start);
  }

  private long read(int part, int parts) {
    long total = 0;
    for (ByteBuffer file : files) {
      int longs = file.capacity() / Long.BYTES;
      int from = (int) ((long) longs * part / parts);
      int to = (int) ((long) longs * (part + 1) / parts);
      for (int i = from; i < to; i++) {
        total += file.getLong(i * Long.BYTES);
      }
    }
    return total;
  }
}
