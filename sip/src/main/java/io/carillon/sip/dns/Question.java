package io.carillon.sip.dns;

/**
 * What is asked, and the key of the cache.
 *
 * @param name of {@link DnsName}
 */
record Question(String name, RecordType type) {}
