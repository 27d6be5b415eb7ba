package io.carillon.media.dtls;

import io.carillon.media.srtp.SrtpKeys;

/**
 * What a handshake gives.
 *
 * @param local keys we protect with
 * @param remote keys the far end protects with
 */
public record DtlsKeys(SrtpKeys local, SrtpKeys remote) {}
