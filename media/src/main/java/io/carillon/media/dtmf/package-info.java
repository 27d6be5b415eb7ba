/**
 * Keys pressed during a call: telephone-event packets (RFC 4733), tones (ITU-T Q.23), and digits
 * that come several ways.
 */
package io.carillon.media.dtmf;
