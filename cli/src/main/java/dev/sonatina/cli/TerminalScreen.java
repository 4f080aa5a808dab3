package dev.sonatina.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of this process, read a screen at a time: space, Enter, a and q say how to go on.
 */
final class TerminalScreen implements PagedOutput.Screen {

  private static final String QUESTION =
      "-- more: space for a screen, Enter for a line, a for all, q for no more --";
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int WIDTH_DEFAULT = 80;
  private static final int HEIGHT_DEFAULT = 24;

  private final Terminal terminal;

  TerminalScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Takes over the terminal of this process; who gets it closes it. */
  static Terminal openTerminal() throws IOException {
    // Programs of the system set the terminal up: no native code has to be unpacked.
    return TerminalBuilder.builder()
        .system(true)
        .provider(TerminalBuilder.PROP_PROVIDER_EXEC)
        .dumb(true)
        .build();
  }

  @Override
  public PagedOutput.Size size() {
    Size size = terminal.getSize();
    return new PagedOutput.Size(
        size.getColumns() > 0 ? size.getColumns() : WIDTH_DEFAULT,
        size.getRows() > 1 ? size.getRows() : HEIGHT_DEFAULT);
  }

  @Override
  public int more() throws IOException {
    PrintWriter writer = terminal.writer();
    writer.print(QUESTION);
    writer.flush();
    Attributes before = terminal.enterRawMode();
    try {
      Attributes unsignalled = terminal.getAttributes();
      unsignalled.setLocalFlag(Attributes.LocalFlag.ISIG, false);
      terminal.setAttributes(unsignalled);
      while (true) {
        switch (terminal.reader().read()) {
          case ' ' -> {
            return size().height() - 1;
          }
          case '\r', '\n' -> {
            return 1;
          }
          case 'a', 'A' -> {
            return Integer.MAX_VALUE;
          }
          case 'q', 'Q', CTRL_C, CTRL_D, -1 -> {
            return 0;
          }
          default -> {} // Keys without a meaning here are passed over.
        }
      }
    } finally {
      terminal.setAttributes(before);
      writer.print("\r\u001b[K");
      writer.flush();
    }
  }
}
