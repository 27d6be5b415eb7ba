package io.carillon.aws.video;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * Opens PutMedia requests, signed with Signature Version 4 over everything but the body, which has
 * not begun then. Thread-safe.
 */
final class PutMediaClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final String SIGNING_NAME = "kinesisvideo";
  private static final String PATH = "/putMedia";

  private final String region;
  private final AwsCredentialsProvider credentials;
  private final SSLSocketFactory tls;
  private final Clock clock;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

  PutMediaClient(
      String region, AwsCredentialsProvider credentials, SSLSocketFactory tls, Clock clock) {
    this.region = region;
    this.credentials = credentials;
    this.tls = tls;
    this.clock = clock;
  }

  /**
   * Connects and sends the request's head.
   *
   * @param endpoint what GetDataEndpoint said
   * @param startMillis producer timestamp of the first fragment, ms since 1970
   */
  PutMediaConnection open(URI endpoint, String streamName, long startMillis) throws IOException {
    String head = head(endpoint, streamName, startMillis);
    Socket socket = connect(endpoint);
    try {
      return new PutMediaConnection(socket, head);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private String head(URI endpoint, String streamName, long startMillis) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .uri(endpoint.resolve(PATH))
            .method(SdkHttpMethod.POST)
            .putHeader("x-amzn-stream-name", streamName)
            .putHeader("x-amzn-fragment-timecode-type", "ABSOLUTE")
            .putHeader(
                "x-amzn-producer-start-timestamp",
                String.format(Locale.ROOT, "%d.%03d", startMillis / 1000, startMillis % 1000))
            .build();
    SdkHttpRequest signed =
        signer
            .sign(
                sign ->
                    sign.request(request)
                        .identity(credentials.resolveCredentials())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    StringBuilder head = new StringBuilder("POST ").append(PATH).append(" HTTP/1.1\r\n");
    Map<String, java.util.List<String>> headers = signed.headers();
    headers.forEach((name, values) -> header(head, name, String.join(",", values)));
    if (signed.firstMatchingHeader("Host").isEmpty()) {
      header(head, "Host", endpoint.getRawAuthority());
    }
    header(head, "Transfer-Encoding", "chunked");
    header(head, "User-Agent", "Carillon");
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private Socket connect(URI endpoint) throws IOException {
    boolean https = "https".equalsIgnoreCase(endpoint.getScheme());
    int port = endpoint.getPort() > 0 ? endpoint.getPort() : https ? 443 : 80;
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(
          new InetSocketAddress(endpoint.getHost(), port), Math.toIntExact(CONNECT.toMillis()));
      return https ? secure(plain, endpoint.getHost(), port) : plain;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  /** TLS with the name checked against the certificate. */
  private Socket secure(Socket plain, String host, int port) throws IOException {
    SSLSocket secured = (SSLSocket) tls.createSocket(plain, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    plain.setSoTimeout(Math.toIntExact(CONNECT.toMillis()));
    secured.startHandshake();
    plain.setSoTimeout(0);
    return secured;
  }
}
