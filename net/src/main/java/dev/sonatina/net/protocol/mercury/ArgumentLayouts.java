package dev.sonatina.net.protocol.mercury;

import dev.sonatina.net.protocol.ByteReader;
import org.jspecify.annotations.Nullable;

/** What the layer above knows of the arguments of each RPC; it helps to tell generations apart. */
public interface ArgumentLayouts {

  /** The layout of an RPC's arguments, null for an RPC that is not known. */
  @Nullable Layout layout(RpcId id);

  /** The sequence of values that an RPC takes. */
  interface Layout {

    /** Whether these bytes are such a sequence, exactly to the end. Never throws. */
    boolean fits(ByteReader arguments);
  }
}
