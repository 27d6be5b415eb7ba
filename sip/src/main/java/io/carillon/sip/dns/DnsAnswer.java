package io.carillon.sip.dns;

import java.util.List;

/** What the DNS said to a question. */
sealed interface DnsAnswer {

  /**
   * @param records at least one, all of the type asked for
   * @param seconds how long it holds
   */
  record Found(List<ResourceRecord> records, long seconds) implements DnsAnswer {}

  /**
   * There are no such records.
   *
   * @param noSuchName NXDOMAIN: not of any other type either
   */
  record Missing(boolean noSuchName, long seconds) implements DnsAnswer {}

  /** It did not say: nobody answered, or with an error or nonsense. */
  record Failed(boolean timeout, String why) implements DnsAnswer {}
}
