package io.carillon.media.srtp;

import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.SrtpSuite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.logging.Level;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.JitsiOpenSslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes jitsi-srtp use the JDK's own crypto.
 *
 * <p>Left alone the library chooses its provider by a benchmark of the better part of a second,
 * under a class lock, when the first call comes in, and prefers a native OpenSSL binding that has
 * crashed servers. Choosing the AES factory is in its API; its HMAC takes the native binding
 * whenever that could be loaded, and only a private flag keeps it from it.
 */
public final class JdkCrypto {
  private static final Logger LOG = LoggerFactory.getLogger(JdkCrypto.class);

  /** Held here, because a logger nobody holds forgets its level. */
  private static final java.util.logging.Logger LIBRARY_LOG =
      java.util.logging.Logger.getLogger("org.jitsi.srtp");

  private static final int WARM_UP_PACKETS = 50;

  private JdkCrypto() {}

  /**
   * Chooses the JDK's crypto and makes one pair of contexts of every suite, so that the first call
   * does not wait. To be called once at start, before any {@link SrtpTransform} is made; takes some
   * 100 ms.
   *
   * @return whether AES and HMAC are the JDK's; false when the library has changed inside and HMAC
   *     may be native
   */
  public static boolean warmUp() {
    LIBRARY_LOG.setLevel(Level.WARNING);
    Aes.setFactoryClassName(Aes.SunJCECipherFactory.class.getName());
    boolean pure = withoutNativeHmac();
    for (SrtpSuite suite : SrtpSuite.values()) {
      warmUp(suite);
    }
    return pure;
  }

  private static boolean withoutNativeHmac() {
    if (JitsiOpenSslProvider.isLoaded()) {
      try {
        VarHandle loaded =
            MethodHandles.privateLookupIn(JitsiOpenSslProvider.class, MethodHandles.lookup())
                .findStaticVarHandle(JitsiOpenSslProvider.class, "libraryLoaded", boolean.class);
        loaded.setVolatile(false);
      } catch (ReflectiveOperationException e) {
        LOG.warn("jitsi-srtp has changed inside: SRTP authenticates by its native OpenSSL", e);
      }
    }
    return !JitsiOpenSslProvider.isLoaded();
  }

  private static void warmUp(SrtpSuite suite) {
    SrtpKeys keys = SrtpKeys.of(suite, new byte[suite.keyAndSaltBytes()]);
    byte[] packet = new byte[256];
    try (SrtpTransform transform = new SrtpTransform(keys, keys, System::nanoTime)) {
      for (int i = 0; i < WARM_UP_PACKETS; i++) {
        int length = RtpHeader.write(packet, 0, 0, false, i, 160 * i, 1) + 160;
        length = transform.protectRtp(packet, 0, length);
        length = transform.unprotectRtp(packet, 0, length);
        if (length != 172) {
          throw new IllegalStateException(suite + " does not work: " + SrtpResult.name(length));
        }
      }
    }
  }
}
