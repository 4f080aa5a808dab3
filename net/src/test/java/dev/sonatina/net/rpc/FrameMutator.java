package dev.sonatina.net.rpc;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages frames: flips bits, splices, truncates, repeats, swaps parts, plants lengths. */
final class FrameMutator {

  private static final int TOTAL_SIZE_AT = 8;
  private static final long[] PLANTED = {0, 1, 0x7fff_ffffL, 0x8000_0000L, -1, 1L << 46, 0xffff};

  private final SplittableRandom random;
  private final List<List<byte[]>> donors;

  FrameMutator(SplittableRandom random, List<List<byte[]>> donors) {
    this.random = random;
    this.donors = donors;
  }

  /** A damaged copy, more often than not with a total size that still fits. */
  byte[] mutate(byte[] frame) {
    byte[] changed =
        switch (random.nextInt(8)) {
          case 0, 1, 2 -> flipBits(frame.clone());
          case 3 -> plant(frame.clone());
          case 4 -> splice(frame);
          case 5 -> Arrays.copyOf(frame, random.nextInt(frame.length + 1));
          case 6 -> repeat(frame);
          default -> plant(flipBits(frame.clone()));
        };
    if (changed.length >= TOTAL_SIZE_AT + 8 && random.nextInt(10) > 0) {
      write(changed, TOTAL_SIZE_AT, 8, changed.length);
    }
    return changed;
  }

  private byte[] flipBits(byte[] frame) {
    for (int n = 1 + random.nextInt(4); n > 0 && frame.length > 0; n--) {
      frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return frame;
  }

  private byte[] plant(byte[] frame) {
    int width = 1 << random.nextInt(4);
    if (frame.length > width) {
      long value = PLANTED[random.nextInt(PLANTED.length)];
      write(frame, random.nextInt(frame.length - width), width, value);
    }
    return frame;
  }

  private byte[] splice(byte[] frame) {
    List<byte[]> session = donors.get(random.nextInt(donors.size()));
    byte[] donor = session.get(random.nextInt(session.size()));
    int cut = random.nextInt(Math.min(frame.length, donor.length) + 1);
    byte[] spliced = donor.clone();
    System.arraycopy(frame, 0, spliced, 0, cut);
    return spliced;
  }

  private byte[] repeat(byte[] frame) {
    byte[] twice = Arrays.copyOf(frame, 2 * frame.length);
    System.arraycopy(frame, 0, twice, frame.length, frame.length);
    return twice;
  }

  private static void write(byte[] bytes, int at, int width, long value) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
