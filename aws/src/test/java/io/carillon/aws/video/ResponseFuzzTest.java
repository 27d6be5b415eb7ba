package io.carillon.aws.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a far end that is no Kinesis says ends in an error and nothing else. */
class ResponseFuzzTest {

  private static List<Acknowledgement> read(String response) throws IOException {
    return read(response.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Acknowledgement> read(byte[] bytes) throws IOException {
    List<Acknowledgement> all = new ArrayList<>();
    HttpResponse response = HttpResponse.read(new ByteArrayInputStream(bytes));
    Acknowledgement.readAll(response.body(), all::add);
    return all;
  }

  @FuzzTest
  void anyResponseIsReadOrRefused(byte[] response) {
    try {
      assertThat(read(response)).doesNotContainNull();
    } catch (IOException expected) {
      assertThat(expected).isNotNull(); // the connection is given up
    }
  }

  @Test
  void acknowledgementsAreReadHoweverTheyAreCutAndWrapped() throws IOException {
    String body =
        """
        {"EventType":"BUFFERING","FragmentTimecode":12,"FragmentNumber":"91343852333181432392682062616753398273389230853"}\r
        {"Acknowledgement":{"EventType":"ERROR","FragmentTimecode":"13","ErrorId":4006,"ErrorCode":"INVALID_MKV_DATA"}}{"EventType":"IDLE"}
        {"EventType":"PERSISTED","FragmentTimecode":12,"FragmentNumber":91343852333181432392682062616753398273389230853}\
        """;
    StringBuilder chunked = new StringBuilder();
    for (int at = 0; at < body.length(); at += 7) {
      String part = body.substring(at, Math.min(body.length(), at + 7));
      chunked.append(Integer.toHexString(part.length())).append(";x=y\r\n").append(part);
      chunked.append("\r\n");
    }
    List<Acknowledgement> all =
        read(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
                + chunked
                + "0\r\nTrailer: x\r\n\r\n");

    assertThat(all)
        .extracting(Acknowledgement::type)
        .containsExactly(
            Acknowledgement.Type.BUFFERING,
            Acknowledgement.Type.ERROR,
            Acknowledgement.Type.OTHER,
            Acknowledgement.Type.PERSISTED);
    assertThat(all.get(1).timecode()).isEqualTo(13);
    assertThat(all.get(1).blamesFragment()).isTrue();
    assertThat(all.get(3).fragmentNumber()).isEqualTo(all.get(0).fragmentNumber());
  }

  @Test
  void whatIsNoResponseIsAnError() {
    for (String bad :
        List.of(
            "",
            "hello\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\"",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\n[1]",
            "HTTP/1.1 200 OK\r\n\r\n{\"EventType\":")) {
      assertThatThrownBy(() -> read(bad)).as(bad).isInstanceOf(IOException.class);
    }
    String endless = "HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(101) + "\r\n";
    assertThatThrownBy(() -> read(endless)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("x".repeat(10_000))).isInstanceOf(IOException.class);
  }
}
