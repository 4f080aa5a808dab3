package dev.sonatina.net.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets in while others are connected. */
class ConnectionGateTest {

  private static final int IN_ALL = 5;
  private static final int OF_ONE_ADDRESS = 2;

  private final ConnectionGate gate =
      new ConnectionGate(AllowedPeers.any(), IN_ALL, OF_ONE_ADDRESS);
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  private EmbeddedChannel connect(String address) {
    EmbeddedChannel channel =
        new EmbeddedChannel(gate) {
          @Override
          protected SocketAddress remoteAddress0() {
            return new InetSocketAddress(address, 4000);
          }
        };
    channels.add(channel);
    return channel;
  }

  private static void gone(EmbeddedChannel channel) {
    channel.close().syncUninterruptibly();
  }

  @AfterEach
  void disconnect() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  @Test
  void oneAddressHasItsShareAndNoMore() {
    EmbeddedChannel first = connect("192.0.2.1");
    assertTrue(first.isOpen());
    assertTrue(connect("192.0.2.1").isOpen());
    assertFalse(connect("192.0.2.1").isOpen());
    assertTrue(connect("192.0.2.2").isOpen());
    gone(first);
    assertTrue(connect("192.0.2.1").isOpen());
    assertFalse(connect("192.0.2.1").isOpen());
  }

  @Test
  void allTogetherHaveALimitToo() {
    for (int i = 0; i < IN_ALL; i++) {
      assertTrue(connect("192.0.2." + i).isOpen());
    }
    assertFalse(connect("192.0.2.200").isOpen());
    gone(channels.get(0));
    assertTrue(connect("192.0.2.200").isOpen());
  }
}
