package dev.sonatina.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what fits on a screen, then asks whether to go on, until {@link #restart} begins with a
 * fresh screen. Used by one thread.
 *
 * <p>Writing fails with {@link ClosedOutputException} once the reader has seen enough.
 */
final class PagedOutput extends OutputStream {

  /** What is read on. */
  interface Screen {

    /** How large it is now; may take a few milliseconds to find out. */
    Size size();

    /**
     * Asks the reader, who has a full screen.
     *
     * @return how many lines to show next, 0 for no more
     */
    int more() throws IOException;
  }

  /**
   * How much fits on a screen.
   *
   * @param width characters side by side, at least 1
   * @param height lines, at least 2
   */
  record Size(int width, int height) {}

  private static final byte ESCAPE = 0x1b;

  private final OutputStream target;
  private final Screen screen;
  private @Nullable Size size;
  private int linesLeft;
  private int column;
  private boolean isInEscape;

  PagedOutput(OutputStream target, Screen screen) {
    this.target = target;
    this.screen = screen;
  }

  /** Begins with a fresh screen. */
  void restart() {
    size = null;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Size shown = size;
    if (shown == null) {
      shown = screen.size();
      size = shown;
      linesLeft = shown.height - 1;
      column = 0;
    }
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (linesLeft <= 0) {
        target.write(bytes, from, i - from);
        target.flush();
        from = i;
        linesLeft = screen.more();
        if (linesLeft <= 0) {
          throw new ClosedOutputException(new IOException("the reader has seen enough"));
        }
      }
      count(bytes[i], shown.width);
    }
    target.write(bytes, from, offset + length - from);
  }

  /** A line longer than the screen is wide takes several; colours take no place. */
  private void count(byte b, int width) {
    boolean continuesCharacter = (b & 0xc0) == 0x80;
    if (b == '\n') {
      linesLeft--;
      column = 0;
    } else if (b == ESCAPE || isInEscape) {
      isInEscape = b != 'm';
    } else if (!continuesCharacter && column++ == width) {
      linesLeft--;
      column = 1;
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
