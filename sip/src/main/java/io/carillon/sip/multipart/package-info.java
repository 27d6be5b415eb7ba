/** Reads and writes message bodies of several parts (RFC 2046 5.1, RFC 5621). */
package io.carillon.sip.multipart;
