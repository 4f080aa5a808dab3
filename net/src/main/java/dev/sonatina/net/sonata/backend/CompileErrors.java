package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the original's compiler would say of texts that clients send.
 *
 * <p>The original pasted records and filters into scripts, and compiled these before it looked for
 * the collection; its clients know the messages of its compiler. Records are data here: the script
 * is only compiled, to hear what the compiler says, and never run.
 */
final class CompileErrors {

  /** Larger texts are not looked into: nobody should make the server compile for long. */
  private static final int COMPILED_BYTES_MAX = 64 << 10;

  private final Jx9 compiler = Jx9.builder().build();

  /** What is wrong with one record, empty when it compiles or is no text. */
  Optional<BackendFault> ofRecord(NewRecord record) {
    return ofRecords("$input = ", List.of(record), ";");
  }

  /** What is wrong with a list of records. */
  Optional<BackendFault> ofRecords(List<NewRecord> records) {
    return ofRecords("$input = [", records, "];");
  }

  /** What is wrong with a filter function. */
  Optional<BackendFault> ofFilter(String function) {
    return compile(("$filter_cb = " + function + ";").getBytes(StandardCharsets.UTF_8));
  }

  private Optional<BackendFault> ofRecords(String before, List<NewRecord> records, String after) {
    if (records.stream().anyMatch(NewRecord.Json.class::isInstance)) {
      return Optional.empty();
    }
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(ascii(before));
    for (int i = 0; i < records.size() && script.size() <= COMPILED_BYTES_MAX; i++) {
      script.writeBytes(ascii(i == 0 ? "" : ","));
      script.writeBytes(records.get(i).text());
    }
    script.writeBytes(ascii(after));
    return compile(script.toByteArray());
  }

  private Optional<BackendFault> compile(byte[] script) {
    if (script.length > COMPILED_BYTES_MAX) {
      return Optional.empty();
    }
    try {
      compiler.compile(script);
      return Optional.empty();
    } catch (Jx9SyntaxException e) {
      return Optional.of(
          new BackendFault(
              ErrorTexts.compileError(e.diagnostic().position().line(), e.diagnostic().message())));
    } catch (Jx9Exception e) {
      return Optional.empty();
    }
  }

  /** The engine's refusal of records, in the original's words where it would have refused too. */
  static RuntimeException inOriginalWords(DatabaseException refused, Optional<BackendFault> words) {
    return refused.code() == ErrorCode.INVALID_RECORD && words.isPresent() ? words.get() : refused;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
