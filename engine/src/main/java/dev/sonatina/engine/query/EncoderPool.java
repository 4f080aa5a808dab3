package dev.sonatina.engine.query;

import dev.sonatina.engine.record.RecordEncoder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/** Encoders with their buffers, kept for the next write. Safe for every thread. */
final class EncoderPool {

  private static final int KEPT_MAX = 8;

  /**
   * An encoder whose buffer has grown beyond this is dropped, so that one huge record does not cost
   * memory for good.
   */
  private static final int BUFFER_KEPT_MAX = 1 << 20;

  private final BlockingQueue<RecordEncoder> free = new ArrayBlockingQueue<>(KEPT_MAX);
  private final Supplier<RecordEncoder> factory;

  EncoderPool(Supplier<RecordEncoder> factory) {
    this.factory = factory;
  }

  RecordEncoder take() {
    RecordEncoder encoder = free.poll();
    return encoder != null ? encoder : factory.get();
  }

  void giveBack(RecordEncoder encoder) {
    if (encoder.bytes().length <= BUFFER_KEPT_MAX) {
      free.offer(encoder);
    }
  }
}
