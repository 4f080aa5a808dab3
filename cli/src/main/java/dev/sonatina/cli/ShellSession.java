package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.print.JsonList;
import dev.sonatina.cli.print.OutputMode;
import dev.sonatina.cli.print.Palette;
import dev.sonatina.cli.print.RecordPrinter;
import dev.sonatina.cli.print.RecordPrinter.Surroundings;
import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.engine.api.SonatinaException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a shell keeps between entries: the database, the variables, where output goes. Used by one
 * thread, but for {@link #interrupt}.
 */
final class ShellSession implements AutoCloseable {

  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

  /** Variables are taken along as text, which must not take longer than what uses them. */
  private static final int KEPT_CHARS_MAX = 1 << 20;

  /** What changes a collection, whoever the script gets it done by. */
  private static final Pattern WRITE =
      Pattern.compile("\\bdb_(store|put|create|drop|update|set)\\w*\\s*\\(");

  private static final long NEVER = Long.MIN_VALUE;
  private static final long LEAVING_NANOS = 1_000_000_000L;

  private final Stdio stdio;
  private final ScriptSettings scripts;
  private final boolean isInteractive;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private String address;
  private OpenedDatabase opened;
  private OutputStream terminal;
  private OutputStream output;
  private @Nullable OutputStream file;
  private PagedOutput.@Nullable Screen screen;
  private @Nullable PagedOutput pages;
  private @Nullable OutputMode mode;
  private int entriesToFile;
  private String lastEntry = "";
  private boolean isTiming;
  private boolean isCounting;
  private boolean isPending;
  private final AtomicLong interruptedAt = new AtomicLong(NEVER);
  private volatile Cancellation running = new Cancellation();

  /**
   * @param isInteractive whether what scripts print is followed by a prompt, on a line of its own
   */
  ShellSession(
      Stdio stdio, String address, Access access, ScriptSettings scripts, boolean isInteractive) {
    this.stdio = stdio;
    this.isInteractive = isInteractive;
    this.scripts = scripts;
    this.address = address;
    opened = DatabaseAddress.parse(address).openOrSayHow(access, scripts);
    terminal = stdio.out();
    output = terminal;
  }

  /**
   * Lets somebody read what is printed.
   *
   * @param isPaged whether a screen at a time
   */
  void readOn(PagedOutput.Screen reader, boolean isPaged) {
    screen = reader;
    if (isPaged) {
      pages = new PagedOutput(stdio.out(), reader);
      terminal = pages;
      output = terminal;
    }
  }

  /** Goes over to another database; the one that was open stays if there is no such. */
  void open(String other, Access access) {
    OpenedDatabase next = DatabaseAddress.parse(other).open(access, scripts);
    opened.close();
    opened = next;
    isPending = false;
    address = other;
  }

  String address() {
    return address;
  }

  /** Whether a server has the database. */
  boolean isRemote() {
    return address.contains("://");
  }

  ScriptSettings scripts() {
    return scripts;
  }

  Database database() {
    return opened.database();
  }

  OutputStream output() {
    return output;
  }

  /** Sends what follows to a file, or with null to standard output again. */
  void outputTo(@Nullable Path target) throws IOException {
    OutputStream next = target == null ? null : Files.newOutputStream(target);
    OutputStream last = file;
    if (last != null) {
      last.close();
    }
    file = next;
    output = next == null ? terminal : next;
    entriesToFile = 0;
  }

  /** Sends the output of the next entry to a file. */
  void outputOnceTo(Path target) throws IOException {
    outputTo(target);
    entriesToFile = 2;
  }

  /** To be called after each entry, also after the one that calls {@link #outputOnceTo}. */
  void entryEnded() throws IOException {
    if (entriesToFile > 0 && --entriesToFile == 0) {
      outputTo(null);
    }
    if (pages != null) {
      pages.restart();
    }
  }

  /** How records are printed: as asked for, else as a table for a person. */
  OutputMode mode() {
    OutputMode asked = mode;
    if (asked != null) {
      return asked;
    }
    return isInteractive && file == null ? OutputMode.TABLE : OutputMode.JSONL;
  }

  /** Sets how records are printed; null leaves it to who reads them. */
  void mode(@Nullable OutputMode chosen) {
    mode = chosen;
  }

  /** A printer of records to where output goes now. */
  RecordPrinter printer() {
    return printer(mode(), output);
  }

  private RecordPrinter printer(OutputMode form, OutputStream target) {
    PagedOutput.Screen reader = file == null ? screen : null;
    Palette palette = file == null ? stdio.palette(Stdio.Stream.OUT) : Palette.PLAIN;
    int width = reader == null ? 0 : reader.size().width();
    return RecordPrinter.of(
        form, line -> write(line, target), new Surroundings(palette, width, stdio::note));
  }

  private static void write(byte[] line, OutputStream target) throws IOException {
    target.write(line);
    target.write('\n');
  }

  /** Prints a line of an answer. */
  void line(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), output);
  }

  /** Tells something about an answer, beside it. */
  void note(String text) throws IOException {
    output.flush();
    stdio.note(text);
  }

  void timing(boolean on) {
    isTiming = on;
  }

  /** Whether it is wanted how long each entry took. */
  boolean isTiming() {
    return isTiming;
  }

  void counting(boolean on) {
    isCounting = on;
  }

  /** Whether it is wanted what each filter looked at. */
  boolean isCounting() {
    return isCounting;
  }

  /** What was run last, empty if nothing was. */
  String lastEntry() {
    return lastEntry;
  }

  /** Something begins that {@link #interrupt} ends by what this returns. */
  Cancellation begin() {
    running = new Cancellation();
    return running;
  }

  /**
   * Ends the script that runs; any thread.
   *
   * @return whether this is the second time within a second, by which one leaves
   */
  boolean interrupt() {
    running.cancel();
    long now = stdio.nanoTime().getAsLong();
    long last = interruptedAt.getAndSet(now);
    return last != NEVER && now - last <= LEAVING_NANOS;
  }

  /** Whether a script may have written what is not known to be synced. */
  boolean isPending() {
    return isPending;
  }

  void commit() {
    database().commit();
    isPending = false;
  }

  /**
   * Runs a script and prints what it prints, and what it returns.
   *
   * @return the status it exits with
   */
  int run(ScriptSource source) throws IOException {
    lastEntry = source.text();
    isPending |= WRITE.matcher(source.text()).find() && !address.equals(":mem:");
    LastByte printed = new LastByte(output);
    ScriptRequest request = ScriptRequest.of(source.text()).outputTo(printed).cancellation(begin());
    Set<String> named = new LinkedHashSet<>();
    for (Matcher matcher = VARIABLE.matcher(source.text()); !isRemote() && matcher.find(); ) {
      named.add(matcher.group(1));
    }
    for (String name : named) {
      String kept = variables.get(name);
      if (kept != null) {
        request.argument(name, kept);
      }
    }
    try {
      ScriptResult result = database().execute(request.want(named.toArray(String[]::new)));
      named.forEach(name -> keep(name, result.json(name)));
      if (!result.result().equals("null")) {
        printValue(result.result().getBytes(StandardCharsets.UTF_8), printed);
      }
      return result.exitStatus() & 0xff;
    } catch (SonatinaException e) {
      throw new ScriptFailure(source, e);
    } finally {
      if (isInteractive && printed.isInsideLine()) {
        output.write('\n');
      }
      output.flush();
    }
  }

  /** Prints what an entry gives: a list of records as records, all else as JSON. */
  private void printValue(byte[] json, OutputStream printed) throws IOException {
    OutputMode form = mode();
    boolean isTabular = form == OutputMode.TABLE || form == OutputMode.CSV;
    List<byte[]> records = isTabular ? JsonList.objects(json) : List.of();
    if (records.isEmpty()) {
      boolean isForOneValue = form == OutputMode.RAW || form == OutputMode.PRETTY;
      form = isForOneValue ? form : OutputMode.JSONL;
      records = List.of(json);
    }
    RecordPrinter printer = printer(form, printed);
    for (byte[] record : records) {
      printer.print(record);
    }
    printer.end();
  }

  /** Passes bytes on and remembers whether a line is open. */
  private static final class LastByte extends FilterOutputStream {
    private byte last = '\n';

    private LastByte(OutputStream target) {
      super(target);
    }

    private boolean isInsideLine() {
      return last != '\n';
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      last = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (length > 0) {
        last = bytes[offset + length - 1];
      }
    }
  }

  private void keep(String name, String json) {
    if (json.equals("null") || json.length() > KEPT_CHARS_MAX) {
      variables.remove(name);
    } else {
      variables.put(name, json);
    }
  }

  @Override
  public void close() {
    try {
      outputTo(null);
    } catch (IOException e) {
      throw new CliException(ExitCode.CANNOT_OPEN, "cannot write: " + e.getMessage(), e);
    } finally {
      opened.close();
    }
  }
}
