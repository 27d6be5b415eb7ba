package io.carillon.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.rtp.HeaderExtension;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.testkit.Pcap;
import io.carillon.media.testkit.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresPeer("tshark")
class TsharkReadsUsTest {
  private static final int SSRC = 0xCAFEBABE;
  private static final int RTP = 40_000;
  private static final int RTCP = 40_001;

  @TempDir Path folder;

  private Path conversation() throws Exception {
    Pcap pcap = new Pcap();
    RtcpWriter writer = new RtcpWriter(SSRC, "q7PmXv2d@carillon");
    ReportBlock block = new ReportBlock();
    byte[] buf = new byte[2000];
    long micros = 1_763_647_200_000_000L;
    for (int i = 0; i < 100; i++) {
      int length = RtpHeader.write(buf, 0, 0, i == 0, i, 160 * i, SSRC);
      if (i % 2 == 0) {
        length += HeaderExtension.writeAudioLevel(buf, 0, 1, 30, true);
      }
      pcap.udp(micros, RTP, RTP, buf, 0, length + 160);
      micros += 20_000;
      if (i == 0) {
        pcap.udp(micros, RTCP, RTCP, buf, 0, writer.receiverReport(buf, 0, null));
      }
      if (i % 25 == 24) {
        block.set(1, 12, 3, 70_000, 44, NtpTime.middle(NtpTime.ofEpochMillis(micros / 1000)), 99);
        long ntp = NtpTime.ofEpochNanos(micros * 1000);
        int report = writer.senderReport(buf, 0, ntp, 160 * i, i, 160L * i, block);
        if (i == 99) {
          byte[] reason = "hung up".getBytes(StandardCharsets.UTF_8);
          report += writer.bye(buf, report, reason);
        }
        pcap.udp(micros, RTCP, RTCP, buf, 0, report);
      }
    }
    return pcap.write(folder.resolve("call.pcap"));
  }

  private static String tshark(Path file, String filter, String... fields) throws Exception {
    String[] command = {
      "tshark",
      "-n",
      "-r",
      file.toString(),
      "-d",
      "udp.port==" + RTP + ",rtp",
      "-d",
      "udp.port==" + RTCP + ",rtcp",
      "-Y",
      filter,
      "-T",
      "fields"
    };
    String[] all = java.util.Arrays.copyOf(command, command.length + 2 * fields.length);
    for (int i = 0; i < fields.length; i++) {
      all[command.length + 2 * i] = "-e";
      all[command.length + 2 * i + 1] = fields[i];
    }
    Peer.Result result = Peer.run(all);
    assertThat(result.exitCode()).as(result.stderr()).isZero();
    return result.stdout();
  }

  @Test
  void tsharkSeesNothingMalformed() throws Exception {
    Path call = conversation();

    assertThat(
            tshark(
                call,
                "_ws.malformed || _ws.expert.severity == \"Error\""
                    + " || _ws.expert.severity == \"Warning\"",
                "frame.number",
                "_ws.expert.message"))
        .isEmpty();
  }

  @Test
  void tsharkReadsWhatWeMeant() throws Exception {
    Path call = conversation();

    assertThat(tshark(call, "rtp", "rtp.ssrc").lines()).hasSize(100).allMatch("0xcafebabe"::equals);
    assertThat(tshark(call, "rtp.ext == 1", "rtp.ext.rfc5285.id").lines()).hasSize(50);
    Set<String> types = new TreeSet<>();
    for (String line : tshark(call, "rtcp", "rtcp.pt").split("\n")) {
      types.add(line);
    }
    assertThat(types).containsExactlyInAnyOrder("201,202", "200,202", "200,202,203");
    assertThat(tshark(call, "rtcp.pt == 200", "rtcp.ssrc.fraction", "rtcp.ssrc.jitter").lines())
        .hasSize(4)
        .allMatch("12\t44"::equals);
    assertThat(tshark(call, "rtcp.pt == 203", "rtcp.sdes.text").trim())
        .isEqualTo("q7PmXv2d@carillon,hung up");
  }
}
