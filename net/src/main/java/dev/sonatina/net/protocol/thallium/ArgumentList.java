package dev.sonatina.net.protocol.thallium;

import dev.sonatina.net.protocol.ByteReader;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.mercury.ArgumentLayouts;
import java.util.List;

/** The types of an RPC's arguments, in order. */
public record ArgumentList(List<ValueType> types) implements ArgumentLayouts.Layout {

  public ArgumentList {
    types = List.copyOf(types);
  }

  public static ArgumentList of(ValueType... types) {
    return new ArgumentList(List.of(types));
  }

  @Override
  public boolean fits(ByteReader arguments) {
    ThalliumReader in = new ThalliumReader(arguments);
    try {
      for (ValueType type : types) {
        type.skip(in);
      }
      return in.isAtEnd();
    } catch (ProtocolException e) {
      return false;
    }
  }
}
