package io.carillon.core.config;

import java.util.List;
import java.util.Optional;

/** The settings of H.323. */
public final class H323Settings {
  private H323Settings() {}

  public static final Setting<Optional<BindAddress>> BIND =
      new Setting<>(
          "h323.bind",
          SettingType.bind(),
          "0.0.0.0:1720",
          "Where calls of H.323 room systems are listened for (TCP). Empty: nowhere. Their media is"
              + " not encrypted: with media.srtp required or dtls nothing is listened for either.");
  public static final Setting<PortRange> PORTS =
      new Setting<>(
          "h323.ports",
          SettingType.ports(),
          "5100-6200",
          "Ports for H.323 calls beside that: TCP for H.245, UDP for media. Open them in the"
              + " firewall.");
  public static final Setting<Integer> CALLS =
      new Setting<>(
          "h323.calls",
          SettingType.integer(1, 100_000),
          "500",
          "Most H.323 calls at a time. Each takes two of h323.ports for media, and one for H.245"
              + " unless that is tunnelled.");
  public static final Setting<Integer> CALLS_PER_SOURCE =
      new Setting<>(
          "h323.calls-per-source",
          SettingType.integer(1, 100_000),
          "100",
          "Most H.323 calls at a time that come from one IP address.");
  public static final Setting<Integer> SETUPS =
      new Setting<>(
          "h323.setups-per-second",
          SettingType.integer(1, 100_000),
          "50",
          "Most new H.323 calls a second; more are released with cause 42.");

  static final List<Setting<?>> ALL = List.of(BIND, PORTS, CALLS, CALLS_PER_SOURCE, SETUPS);
}
