package io.carillon.h323.h225;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Items;
import io.carillon.h323.per.Octets;
import io.carillon.h323.per.Value;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The messages that the called side of one call sends (H.225.0 7.3). Immutable. */
public final class Answers {
  private static final Value VERSION = Value.objectId("0.0.8.2250.0.7");

  private final Octets conferenceId;
  private final Fields callIdentifier;
  private final Fields us;

  /**
   * @param product our name, ASCII
   * @param version ours, ASCII
   */
  public Answers(Setup setup, String product, String version) {
    this.conferenceId = setup.conferenceId();
    this.callIdentifier = Fields.fields().set("guid", setup.callIdentifier()).done();
    this.us = endpoint(product, version);
  }

  /** A gateway into meetings; without a manufacturer's code of ITU-T T.35 we have none to say. */
  private static Fields endpoint(String product, String version) {
    Fields maker =
        Fields.fields()
            .set("t35CountryCode", 0)
            .set("t35Extension", 0)
            .set("manufacturerCode", 0)
            .done();
    Fields vendor =
        Fields.fields()
            .set("vendor", maker)
            .set("productId", ascii(product))
            .set("versionId", ascii(version))
            .done();
    return Fields.fields()
        .set("vendor", vendor)
        .set("gateway", Fields.NONE)
        .set("mc", false)
        .set("undefinedNode", false)
        .done();
  }

  private static Octets ascii(String text) {
    return new Octets(text.getBytes(StandardCharsets.US_ASCII));
  }

  public Chosen callProceeding() {
    return new Chosen("callProceeding", progress(Optional.empty()).done());
  }

  private Fields.Builder progress(Optional<InetSocketAddress> h245Address) {
    return base()
        .set("destinationInfo", us)
        .setIf("h245Address", h245Address.map(TransportAddresses::write))
        .set("multipleCalls", false)
        .set("maintainConnection", false);
  }

  /**
   * @param fastStart the channels taken, empty when none were proposed or none suit
   * @param refused they were proposed and none suits
   */
  public Chosen connect(
      Optional<InetSocketAddress> h245Address, List<Octets> fastStart, boolean refused) {
    Fields.Builder connect = progress(h245Address).set("conferenceID", conferenceId);
    if (!fastStart.isEmpty()) {
      connect.set("fastStart", new Items(List.copyOf(fastStart)));
    }
    if (refused) {
      connect.set("fastConnectRefused");
    }
    return new Chosen("connect", connect.done());
  }

  /** A Facility that is there for the H.245 messages it carries. */
  public Chosen carrier() {
    return new Chosen(
        "facility",
        base()
            .choose("reason", "transportedInformation")
            .set("multipleCalls", false)
            .set("maintainConnection", false)
            .done());
  }

  public Chosen status() {
    return new Chosen("status", base().done());
  }

  /**
   * @param reason an alternative of ReleaseCompleteReason
   */
  public Chosen releaseComplete(String reason) {
    return new Chosen("releaseComplete", base().choose("reason", reason).done());
  }

  private Fields.Builder base() {
    return Fields.fields().set("protocolIdentifier", VERSION).set("callIdentifier", callIdentifier);
  }
}
