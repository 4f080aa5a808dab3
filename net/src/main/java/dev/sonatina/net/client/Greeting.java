package dev.sonatina.net.client;

import dev.sonatina.net.protocol.fabric.ConnectionMessage;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.transport.FabricAddress;
import java.util.List;

/**
 * A form of the connection message, which decides the framing of everything after it.
 *
 * @param eagerBytesMax the eager limit that rxm peers compare: libfabric up to 1.12 had another one
 * @param flowControl rxm's word for none: 2, or 0 before there was any
 */
record Greeting(Framing framing, int eagerBytesMax, int flowControl) {

  private static final Greeting NATIVE = new Greeting(Framing.NATIVE, 0, 0);
  private static final Greeting RXM = new Greeting(Framing.RXM, 16384, 2);
  private static final Greeting OLD_RXM = new Greeting(Framing.RXM, 16320, 0);

  private static final int QUEUE_SIZE = 4096;

  /**
   * What to try, in this order, with a server that publishes this address. {@code ofi+tcp} is
   * native since Mercury 2.3 and was rxm before.
   */
  static List<Greeting> of(FabricAddress address) {
    return address.prefix().endsWith(FabricAddress.RXM_SUFFIX)
        ? List.of(RXM, OLD_RXM)
        : List.of(NATIVE, RXM, OLD_RXM);
  }

  ConnectionMessage message(int port) {
    int pid = (int) ProcessHandle.current().pid();
    return framing == Framing.NATIVE
        ? new ConnectionMessage.NativeRequest(1, 0, port, pid)
        : new ConnectionMessage.RxmRequest(
            port, flowControl, eagerBytesMax, QUEUE_SIZE, (long) pid << 32 | 1);
  }
}
