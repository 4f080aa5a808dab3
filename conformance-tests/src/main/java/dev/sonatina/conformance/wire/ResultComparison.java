package dev.sonatina.conformance.wire;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.mercury.Generation;
import dev.sonatina.net.protocol.mercury.Response;
import dev.sonatina.net.protocol.thallium.ThalliumReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether two results say the same, with what two runs of the original may answer differently: the
 * number beside a refusal, which it does not initialise, and the order of maps and of lists of
 * databases.
 */
final class ResultComparison {

  private static final int NUMBER_BYTES = 8;

  private ResultComparison() {}

  /** How the results differ; empty when they say the same. */
  static Optional<String> difference(
      String rpc, Generation generation, ByteSlice expected, ByteSlice actual) {
    if (expected.equals(actual)) {
      return Optional.empty();
    }
    try {
      ByteSlice left = Response.result(generation, expected);
      ByteSlice right = Response.result(generation, actual);
      if (sameRefusal(left, right)
          || (rpc.equals("sonata_list_databases") && sortedList(left).equals(sortedList(right)))
          || (rpc.equals("sonata_exec_on_database") && map(left).equals(map(right)))) {
        return Optional.empty();
      }
    } catch (ProtocolException e) {
      return Optional.of("not a result: " + e.getMessage());
    }
    return Optional.of("expected result " + expected + "\n   but found " + actual);
  }

  private static boolean sameRefusal(ByteSlice left, ByteSlice right) {
    int length = left.length() - NUMBER_BYTES;
    if (left.length() != right.length() || length < 1 || left.byteAt(0) != 0) {
      return false;
    }
    ThalliumReader in = new ThalliumReader(left.slice(1, left.length() - 1));
    int errorBytes = in.readBytes().length;
    boolean hasNumber = 1 + NUMBER_BYTES + errorBytes == length;
    return hasNumber && left.slice(0, length).equals(right.slice(0, length));
  }

  private static List<String> sortedList(ByteSlice result) {
    ThalliumReader in = new ThalliumReader(result);
    String head = in.readBool() + in.readString();
    List<String> names = new ArrayList<>(in.readStringList());
    Collections.sort(names);
    names.add(head);
    return names;
  }

  private static Map<String, String> map(ByteSlice result) {
    ThalliumReader in = new ThalliumReader(result);
    Map<String, String> map = new HashMap<>();
    map.put("", in.readBool() + in.readString());
    for (long count = in.readU64(); count > 0; count--) {
      map.put("$" + in.readString(), in.readString());
    }
    return map;
  }
}
