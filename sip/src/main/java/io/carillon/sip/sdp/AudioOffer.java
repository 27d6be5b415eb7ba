package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The audio line of our offers. */
final class AudioOffer {
  private AudioOffer() {}

  static MediaDescription line(LocalAudio local, Optional<Negotiation.Accepted> previous) {
    if (previous.isEmpty()) {
      // With "preferred" RTP/SAVP would turn plain peers away; RTP/AVP with keys does not
      // (RFC 8643).
      boolean dtls = local.offeredDtls().isPresent();
      RtpProfile profile =
          switch (local.srtp()) {
            case REQUIRED -> RtpProfile.SAVP;
            case DTLS -> RtpProfile.DTLS_SAVP;
            case PREFERRED, OFF -> RtpProfile.AVP;
          };
      return LocalDescription.audio(
          local,
          profile.protocol(),
          local.formats(),
          local.packetMillis(),
          local.direction(),
          dtls, // else its RTCP would need a handshake of its own
          fresh(local),
          List.of());
    }
    MediaDescription was = previous.get().local().media().get(previous.get().audioLine());
    return LocalDescription.audio(
        local,
        protocol(was, previous.get().plan().security()),
        renumbered(local.formats(), previous.get().plan().receive()),
        local.packetMillis(),
        local.direction(),
        previous.get().plan().rtcpMux(),
        kept(local, was, previous.get().plan()),
        was.refused().attributes());
  }

  /** What was agreed on for audio, also where a fax took the line meanwhile. */
  private static String protocol(MediaDescription was, MediaSecurity security) {
    if (was.isAudio()) {
      return was.protocol();
    }
    return switch (security) {
      case MediaSecurity.Plain plain -> RtpProfile.AVP.protocol();
      case MediaSecurity.Sdes sdes -> RtpProfile.SAVP.protocol();
      case MediaSecurity.Dtls dtls -> RtpProfile.DTLS_SAVP.protocol();
    };
  }

  private static List<Attribute> fresh(LocalAudio local) {
    List<Attribute> attributes = new ArrayList<>();
    local
        .offeredDtls()
        .ifPresent(f -> attributes.addAll(DtlsParameters.attributes(f, SetupRole.ACTPASS)));
    if (local.srtp() != SrtpPolicy.DTLS) {
      attributes.addAll(freshKeys(local));
    }
    return attributes;
  }

  /** What is in use goes on: keys or certificate, and ICE. */
  private static List<Attribute> kept(LocalAudio local, MediaDescription was, AudioPlan inUse) {
    List<Attribute> attributes = new ArrayList<>();
    if (inUse.security() instanceof MediaSecurity.Dtls dtls) {
      local
          .dtls()
          .ifPresent(
              d ->
                  attributes.addAll(
                      DtlsParameters.attributes(d.fingerprint(), SetupRole.of(dtls.role()))));
    }
    attributes.addAll(keptKey(was, inUse.security()));
    inUse
        .ice()
        .ifPresent(i -> attributes.addAll(IceParameters.attributes(i, local, inUse.rtcpMux())));
    return attributes;
  }

  private static List<Attribute> freshKeys(LocalAudio local) {
    List<Attribute> crypto = new ArrayList<>();
    if (local.srtp() != SrtpPolicy.OFF) {
      for (SrtpSuite suite : local.suites()) {
        byte[] key = local.keys().next(suite.keyAndSaltBytes());
        crypto.add(
            new CryptoAttribute.Usable(crypto.size() + 1, suite, suite.sdpName(), key)
                .toAttribute());
      }
    }
    return crypto;
  }

  /** A new offer repeats the key in use, so that the SRTP contexts live on. */
  private static List<Attribute> keptKey(MediaDescription was, MediaSecurity security) {
    if (!(security instanceof MediaSecurity.Sdes sdes)) {
      return List.of();
    }
    for (String value : was.all("crypto")) {
      if (CryptoAttribute.parse(value) instanceof CryptoAttribute.Usable usable
          && usable.suite() == sdes.suite()
          && Arrays.equals(usable.key(), sdes.local())) {
        return List.of(new Attribute("crypto", value));
      }
    }
    return List.of(
        new CryptoAttribute.Usable(1, sdes.suite(), sdes.suite().sdpName(), sdes.local())
            .toAttribute());
  }

  /** A payload type never changes its meaning inside a session (RFC 3264 8.3.2). */
  private static List<NumberedFormat> renumbered(
      List<NumberedFormat> formats, Map<Integer, PayloadFormat> inUse) {
    Set<Integer> taken = new HashSet<>(inUse.keySet());
    List<NumberedFormat> renumbered = new ArrayList<>();
    Set<Integer> given = new HashSet<>();
    for (NumberedFormat wanted : formats) {
      int number =
          inUse.entrySet().stream()
              .filter(e -> same(e.getValue(), wanted.format()) && !given.contains(e.getKey()))
              .map(Map.Entry::getKey)
              .min(Integer::compare)
              .orElseGet(() -> free(wanted.payloadType(), taken));
      if (number >= 0 && given.add(number)) {
        taken.add(number);
        renumbered.add(new NumberedFormat(number, wanted.format()));
      }
    }
    return renumbered;
  }

  private static boolean same(PayloadFormat a, PayloadFormat b) {
    return a.is(b.encodingName()) && a.clockRate() == b.clockRate();
  }

  private static int free(int wanted, Set<Integer> taken) {
    if (!taken.contains(wanted)) {
      return wanted;
    }
    for (int number = 96; number < 128; number++) {
      if (!taken.contains(number)) {
        return number;
      }
    }
    return -1; // left out of the offer
  }
}
