package io.carillon.core.record;

import java.io.IOException;

/**
 * Where call detail records go: a folder laid out as a bucket, or S3.
 *
 * <p>Thread-safe; both methods may block and are called from threads that may.
 */
public interface CdrSink {

  /**
   * Stores one record; when it returns the record survives a power cut. Storing the same record
   * again changes nothing.
   *
   * @throws IOException when it could not be stored; it will be offered again
   */
  void put(CdrObject cdr) throws IOException;

  /** True when a record of that day and CDR ID is stored already. */
  boolean contains(CdrObject cdr) throws IOException;

  /**
   * One record as an object of a bucket.
   *
   * @param folder key up to the day, without a slash at the end
   * @param name the last part of the key; ends with the CDR ID
   * @param cdrId names the record
   * @param json its content
   */
  record CdrObject(String folder, String name, String cdrId, String json) {
    public String key() {
      return folder + "/" + name;
    }
  }
}
