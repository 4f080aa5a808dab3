package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The words in which a malformed record is refused.
 *
 * <p>The original pasted records into a script, so its clients know the messages of its compiler.
 * Records are data here; the script is only compiled, to hear what the compiler says, and never
 * run.
 */
final class RecordErrors {

  /** Larger texts get the engine's own message: nobody should make the server compile for long. */
  private static final int COMPILED_BYTES_MAX = 64 << 10;

  private final Jx9 compiler = Jx9.builder().build();

  /**
   * A refusal of these records by the engine, in the original's words where it would have refused
   * them too.
   *
   * @param isList whether they came as a list
   */
  RuntimeException inOriginalWords(
      DatabaseException refused, List<NewRecord> records, boolean isList) {
    if (refused.code() != ErrorCode.INVALID_RECORD
        || records.stream().anyMatch(NewRecord.Json.class::isInstance)) {
      return refused;
    }
    ByteArrayOutputStream script = new ByteArrayOutputStream();
    script.writeBytes(ascii(isList ? "$input = [" : "$input = "));
    for (int i = 0; i < records.size() && script.size() <= COMPILED_BYTES_MAX; i++) {
      script.writeBytes(ascii(i == 0 ? "" : ","));
      script.writeBytes(records.get(i).text());
    }
    script.writeBytes(ascii(isList ? "];" : ";"));
    return script.size() > COMPILED_BYTES_MAX ? refused : compile(script.toByteArray(), refused);
  }

  private RuntimeException compile(byte[] script, DatabaseException refused) {
    try {
      compiler.compile(script);
      return refused;
    } catch (Jx9SyntaxException e) {
      return new BackendFault(
          ErrorTexts.compileError(e.diagnostic().position().line(), e.diagnostic().message()));
    } catch (Jx9Exception e) {
      return refused;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
