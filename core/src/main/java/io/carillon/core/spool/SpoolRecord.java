package io.carillon.core.spool;

/**
 * One record read from a spool.
 *
 * @param sequence its number; numbers go up by one, and over what was dropped
 * @param content its bytes, owned by the reader
 * @param segment first sequence number of the segment it lies in
 * @param endOffset where it ends in that segment
 */
record SpoolRecord(long sequence, byte[] content, long segment, long endOffset) {}
