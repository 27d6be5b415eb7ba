package io.carillon.media.dtls;

/**
 * Why a handshake gave no keys.
 *
 * @param wrongCertificate the far end showed a certificate that is not the one announced, or none
 * @param text in words for a log, without anything the far end wrote
 */
public record DtlsFailure(boolean wrongCertificate, String text) {}
