package dev.sonatina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final StandardOutput out = new StandardOutput(target, nanoTime::get);

  @Test
  void firstLineGoesOutAtOnceAndTheNextOnesTogether() throws IOException {
    out.writeLine("1".getBytes(UTF_8));
    assertEquals("1\n", written());
    out.writeLine("2".getBytes(UTF_8));
    out.writeLine("3".getBytes(UTF_8));
    assertEquals("1\n", written());
    nanoTime.addAndGet(60_000_000);
    out.writeLine("4".getBytes(UTF_8));
    assertEquals("1\n2\n3\n4\n", written());
  }

  @Test
  void everySizeOfWriteArrivesInOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int size : new int[] {1, 32 * 1024 - 1, 2, 32 * 1024, 100_000, 0, 5}) {
      String piece = "x".repeat(size) + "|";
      out.print(piece);
      out.write('-');
      expected.append(piece).append('-');
    }
    out.flush();
    assertEquals(expected.toString(), written());
  }

  @Test
  void readerThatLeftIsToldFromDiskThatIsFull() {
    assertThrows(ClosedOutputException.class, () -> writeAndFlush("Broken pipe"));
    IOException full =
        assertThrows(IOException.class, () -> writeAndFlush("No space left on device"));
    assertTrue(!ClosedOutputException.isBehind(full));
    assertTrue(
        ClosedOutputException.isBehind(new IllegalStateException(new ClosedOutputException(full))));
  }

  private static void writeAndFlush(String failure) throws IOException {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    try (StandardOutput out = new StandardOutput(failing, () -> 0)) {
      out.print("x");
      out.flush();
    }
  }

  private String written() {
    return target.toString(UTF_8);
  }
}
