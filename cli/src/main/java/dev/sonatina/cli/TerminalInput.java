package dev.sonatina.cli;

import dev.sonatina.cli.print.Palette;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Lines that a person types, with editing, a history that is kept, and completion of the last word.
 * Lines that begin with a blank, and those that may hold a token, are not kept.
 */
final class TerminalInput implements ShellInput {

  private static final String HISTORY_NAME = ".sonatina_history";

  private final Terminal terminal;
  private final LineReader reader;

  /**
   * Takes over the terminal of this process.
   *
   * @param words what the last word of a line may become
   * @param palette the colours of what is typed
   */
  TerminalInput(Supplier<List<String>> words, Palette palette) throws IOException {
    terminal = TerminalScreen.openTerminal();
    DefaultParser parser = new DefaultParser();
    parser.setEofOnUnclosedQuote(false);
    parser.setEofOnEscapedNewLine(false);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .parser(parser)
            .completer((line, parsed, candidates) -> complete(parsed, words.get(), candidates))
            .highlighter(new Jx9Highlighter(palette))
            .history(new TokenlessHistory())
            .variable(LineReader.HISTORY_FILE, history())
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  /** Only its owner may read what was typed. */
  private static Path history() throws IOException {
    Path file = Path.of(System.getProperty("user.home", ".")).resolve(HISTORY_NAME);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // It keeps the permissions that its owner gave it.
    } catch (IOException | UnsupportedOperationException e) {
      // Without a home to write to, lines are forgotten at the end.
    }
    return file;
  }

  static void complete(ParsedLine line, List<String> words, List<Candidate> candidates) {
    String typed = line.word().substring(0, line.wordCursor());
    int start = typed.length();
    while (start > 0 && isPartOfName(typed.charAt(start - 1))) {
      start--;
    }
    // What follows a point is a member, unless the point begins a command.
    start = Math.max(start, typed.lastIndexOf('.') > start ? typed.lastIndexOf('.') + 1 : start);
    String before = typed.substring(0, start);
    String begun = typed.substring(start);
    for (String word : words) {
      if (!begun.isEmpty() && word.startsWith(begun)) {
        candidates.add(new Candidate(before + word, word, null, null, null, null, false));
      }
    }
  }

  private static boolean isPartOfName(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  @Override
  public @Nullable String read(String prompt) throws GivenUpException {
    try {
      return reader.readLine(prompt);
    } catch (EndOfFileException e) {
      return null;
    } catch (UserInterruptException e) {
      throw new GivenUpException();
    }
  }

  @Override
  public boolean isInteractive() {
    return true;
  }

  @Override
  public PagedOutput.Screen screen() {
    return new TerminalScreen(terminal);
  }

  @Override
  public void onInterrupt(Runnable action) {
    terminal.handle(Terminal.Signal.INT, signal -> action.run());
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
