package io.carillon.cli.peers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on 127.0.0.1 nobody uses, below the range the kernel gives to outgoing connections. */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_900;

  private FreePorts() {}

  /** The first of so many ports in a row, even, free for UDP and TCP. */
  public static int next(int inARow) {
    for (int attempt = 0; attempt < 200; attempt++) {
      int first = ThreadLocalRandom.current().nextInt(LOWEST / 2, HIGHEST / 2) * 2;
      int free = 0;
      while (free < inARow && isFree(first + free)) {
        free++;
      }
      if (free == inARow) {
        return first;
      }
    }
    throw new IllegalStateException("no " + inARow + " free ports in a row");
  }

  private static boolean isFree(int port) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (DatagramSocket udp = new DatagramSocket(null);
        ServerSocket tcp = new ServerSocket()) {
      udp.bind(address);
      tcp.bind(address);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
