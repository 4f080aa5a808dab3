package dev.sonatina.net.sonata;

import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code sonata_exec_on_database}: database, script, names of variables, commit → their values as
 * texts.
 */
final class Execute implements Consumer<Invocation> {

  @Override
  public void accept(Invocation call) {
    String code = call.arguments().readString();
    List<String> variables = call.arguments().readStringList();
    boolean commit = call.arguments().readBool();
    call.requireRoom();
    Map<String, byte[]> values = call.backend().execute(code, variables, call.cancellation());
    call.succeed(commit, out -> write(out, values));
  }

  private static void write(ThalliumWriter out, Map<String, byte[]> values) {
    out.u64(values.size());
    values.forEach((name, value) -> out.string(name).bytes(value));
  }
}
