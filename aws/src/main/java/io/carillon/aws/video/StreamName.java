package io.carillon.aws.video;

/**
 * Which stream: what is needed to make it and to fill it.
 *
 * @param name such as ChimeVoiceConnector-ID-UUID
 */
record StreamName(String name, String voiceConnectorId, String transactionId) {}
