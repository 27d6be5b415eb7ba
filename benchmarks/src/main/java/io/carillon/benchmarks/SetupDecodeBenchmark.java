package io.carillon.benchmarks;

import io.carillon.h323.h225.Setup;
import io.carillon.h323.h225.UserInformation;
import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.PerException;
import io.carillon.h323.per.Value;
import io.carillon.h323.q931.ElementId;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.q931.Q931Exception;
import io.carillon.h323.q931.Q931Message;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the Setup of a room system costs from octets to what is known of the call: Q.931, PER, and
 * the proposals of a fast start as octets, 44 of 60 each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class SetupDecodeBenchmark {
  private static final int PROPOSALS = 44;
  private static final int PROPOSAL_OCTETS = 60;

  private final byte[] message = message();

  private static byte[] message() {
    Value[] proposals = new Value[PROPOSALS];
    Arrays.fill(proposals, new Octets(new byte[PROPOSAL_OCTETS]));
    Octets id = Octets.ofHex("00112233445566778899aabbccddeeff");
    Fields setup =
        Fields.fields()
            .set("protocolIdentifier", Value.objectId("0.0.8.2250.0.7"))
            .set(
                "sourceAddress",
                Items.of(
                    new Chosen("h323-ID", Value.text("Boardroom")),
                    new Chosen("dialedDigits", Value.text("4711"))))
            .set("sourceInfo", endpoint())
            .set(
                "destinationAddress",
                Items.of(new Chosen("dialedDigits", Value.text("1234567890"))))
            .set("activeMC", false)
            .set("conferenceID", id)
            .choose("conferenceGoal", "create")
            .choose("callType", "pointToPoint")
            .set("callIdentifier", Fields.fields().set("guid", id).done())
            .set("fastStart", Items.of(proposals))
            .set("mediaWaitForConnect", false)
            .set("canOverlapSend", false)
            .set("multipleCalls", false)
            .set("maintainConnection", true)
            .done();
    byte[] element = new UserInformation(new Chosen("setup", setup), true, List.of()).write();
    return Q931Codec.write(
        Q931Message.of(MessageType.SETUP, 1, false)
            .withDisplay("Boardroom")
            .with(ElementId.USER_USER, element));
  }

  private static Fields endpoint() {
    Fields maker =
        Fields.fields()
            .set("t35CountryCode", 181)
            .set("t35Extension", 0)
            .set("manufacturerCode", 1)
            .done();
    Octets product = new Octets("Room System".getBytes(StandardCharsets.US_ASCII));
    return Fields.fields()
        .set("vendor", Fields.fields().set("vendor", maker).set("productId", product).done())
        .set("terminal", Fields.NONE)
        .set("mc", false)
        .set("undefinedNode", false)
        .done();
  }

  /** Octets of a Setup to what it says. */
  @Benchmark
  public Setup decode() throws Q931Exception, PerException {
    Q931Message read = Q931Codec.read(message);
    byte[] element = read.element(ElementId.USER_USER).orElseThrow();
    return Setup.of(UserInformation.read(element).fields());
  }
}
