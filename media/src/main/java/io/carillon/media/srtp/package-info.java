/** SRTP and SRTCP: protecting and unprotecting packets, whatever way the keys came. */
package io.carillon.media.srtp;
