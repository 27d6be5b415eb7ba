/** The media engine: sessions from socket to mix and back. */
package io.carillon.media.engine;
