package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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

  private final Stdio stdio;
  private final ScriptSettings scripts;
  private final boolean isInteractive;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private String address;
  private OpenedDatabase opened;
  private OutputStream output;
  private @Nullable OutputStream file;
  private boolean isTiming;
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
    output = stdio.out();
  }

  /** Goes over to another database; the one that was open stays if there is no such. */
  void open(String other, Access access) {
    OpenedDatabase next = DatabaseAddress.parse(other).open(access, scripts);
    opened.close();
    opened = next;
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
    output = next == null ? stdio.out() : next;
  }

  void timing(boolean on) {
    isTiming = on;
  }

  /** Ends the script that runs; any thread. */
  void interrupt() {
    running.cancel();
  }

  /**
   * Runs a script and prints what it prints, and what it returns.
   *
   * @return the status it exits with
   */
  int run(ScriptSource source) throws IOException {
    long from = stdio.nanoTime().getAsLong();
    running = new Cancellation();
    LastByte printed = new LastByte(output);
    ScriptRequest request = ScriptRequest.of(source.text()).outputTo(printed).cancellation(running);
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
        printed.write((result.result() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return result.exitStatus() & 0xff;
    } catch (SonatinaException e) {
      throw new ScriptFailure(source, e);
    } finally {
      if (isInteractive && printed.isInsideLine()) {
        output.write('\n');
      }
      output.flush();
      if (isTiming) {
        stdio.note(
            String.format(Locale.ROOT, "%.1f ms", (stdio.nanoTime().getAsLong() - from) / 1e6));
      }
    }
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
