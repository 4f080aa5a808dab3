package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.Diagnostic;
import dev.sonatina.jx9.diagnostic.Jx9RuntimeException;
import dev.sonatina.jx9.diagnostic.Jx9SyntaxException;
import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.value.StringValue;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that one run has included. A text included again is not compiled again, and all texts
 * together may be as long as one script.
 */
final class Inclusion {
  private final Execution run;
  private final ProgramExtender extender;
  private final Map<StringValue, FunctionCode> known = new HashMap<>();
  private long sourceBytes;

  Inclusion(Execution run, ProgramExtender extender) {
    this.run = run;
    this.extender = extender;
  }

  /**
   * The top level of a script, whose functions and constants the run knows from now on.
   *
   * @param name what messages call the script
   */
  FunctionCode codeOf(String name, byte[] source) {
    StringValue text = StringValue.of(source);
    FunctionCode code = known.get(text);
    if (code != null) {
      return code;
    }
    sourceBytes += source.length;
    int max = run.settings.limits().sourceBytesMax();
    if (sourceBytes > max) {
      throw new LimitExceededException("source", max + " bytes included", run.position());
    }
    ProgramExtender.Extension extension = compile(name, source);
    run.extend(extension.program());
    known.put(text, extension.code());
    return extension.code();
  }

  private ProgramExtender.Extension compile(String name, byte[] source) {
    try {
      return extender.extend(run.program(), run.environment, source);
    } catch (Jx9SyntaxException e) {
      Diagnostic first = e.diagnostic();
      throw new Jx9RuntimeException(
          name + ":" + first.position() + ": " + first.message(), run.position(), e);
    }
  }

  /**
   * Lets the variables of a frame for included code stand for those of the same name in the frame
   * that includes it.
   */
  static void link(Frame frame, Frame scope, Map<StringValue, Variable> superglobals) {
    Layout layout = frame.code.layout();
    for (int slot = 0; slot < layout.size(); slot++) {
      StringValue name = layout.nameOf(slot);
      @Nullable Variable shared = superglobals.get(name);
      frame.link(slot, shared != null ? shared : scope.variable(name));
    }
  }
}
