/** Media sessions: what signalling asks of the media plane. */
package io.carillon.media.session;
