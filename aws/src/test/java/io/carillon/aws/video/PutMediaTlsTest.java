package io.carillon.aws.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.aws.testkit.FakeService;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.stream.StreamSink;
import io.carillon.media.matroska.PcmFragmentWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PutMedia over TLS, as Kinesis Video Streams has it. */
class PutMediaTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final long START = 1_763_647_200_000L;

  @TempDir Path folder;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  /** A context that shows a certificate for this name and trusts it. */
  private SSLContext certified(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "far-end",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return context(file);
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private KinesisStreamSink sink(FakeVideoService control, SSLContext tls) throws IOException {
    return new KinesisStreamSink(
        FakeService.access(control.endpoint("http")),
        new KinesisStreamSink.Keeping(id -> 24, folder.resolve("kinesis"), 16 << 20),
        new KinesisStreamSink.Resources(
            Scheduler.on(timer), Clock.systemUTC(), System::nanoTime, new Random(1)),
        tls.getSocketFactory(),
        KinesisStreamSink.TIMING);
  }

  private static void speak(KinesisStreamSink sink) throws IOException {
    PcmFragmentWriter writer = new PcmFragmentWriter();
    writer.begin(8000, 7, Map.of(), START);
    writer.block(0, new short[160], 0, 160);
    try (StreamSink.Writer stream =
        sink.open(
            new StreamSink.StreamStart("s", "t", "c", "v", 8000, Instant.ofEpochMilli(START)),
            new Nobody())) {
      stream.append(new StreamSink.Fragment(START, 20, writer.finish()));
    }
  }

  private static final class Nobody implements StreamSink.Listener {
    @Override
    public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {}

    @Override
    public void failed(String why) {}

    @Override
    public void ended() {}
  }

  @Test
  void audioIsDeliveredEncrypted() throws Exception {
    SSLContext tls = certified("localhost");
    try (FakeVideoService control = new FakeVideoService(ServerSocketFactory.getDefault());
        FakeVideoService media = new FakeVideoService(tls.getServerSocketFactory());
        KinesisStreamSink sink = sink(control, tls)) {
      control.mediaAt(media.endpoint("https"));
      speak(sink);

      await().until(() -> sink.delivered() == 1);
      assertThat(media.stored()).hasSize(1);
      assertThat(media.complaints()).isEmpty();
    }
  }

  @Test
  void aCertificateForAnotherNameIsNotTrusted() throws Exception {
    SSLContext tls = certified("elsewhere.test");
    try (FakeVideoService control = new FakeVideoService(ServerSocketFactory.getDefault());
        FakeVideoService media = new FakeVideoService(tls.getServerSocketFactory());
        KinesisStreamSink sink = sink(control, tls)) {
      control.mediaAt(media.endpoint("https"));
      speak(sink);

      await().until(() -> sink.failures() > 0);
      assertThat(sink.trouble()).contains("localhost");
      assertThat(media.stored()).isEmpty();
      assertThat(media.puts()).isZero();
    }
  }
}
