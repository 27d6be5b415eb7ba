/** The pool of UDP port pairs that media sessions use. */
package io.carillon.media.port;
