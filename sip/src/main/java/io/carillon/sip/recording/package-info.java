/** The recording server: sessions of recording clients (RFC 7866) become streams. */
package io.carillon.sip.recording;
