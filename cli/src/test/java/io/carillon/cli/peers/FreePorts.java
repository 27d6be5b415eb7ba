package io.carillon.cli.peers;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports nobody uses at any address, below the range the kernel gives to outgoing connections. */
public final class FreePorts {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_900;

  /** Left between what two ask for: sipp binds more ports behind its own than it is told to. */
  private static final int GAP = 8;

  /** Where to look next: what one test was given is not given to another that runs beside it. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(LOWEST / 2, HIGHEST / 2) * 2);

  private FreePorts() {}

  /** The first of so many ports in a row, even, free for UDP and TCP. */
  public static int next(int inARow) {
    for (int attempt = 0; attempt < 200; attempt++) {
      int taken = inARow + (inARow & 1) + GAP;
      int first = NEXT.getAndUpdate(port -> port + taken < HIGHEST ? port + taken : LOWEST);
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
    // Not even at one of our addresses: tests have parties at several of 127.0.0.0/8.
    InetSocketAddress address = new InetSocketAddress(port);
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
