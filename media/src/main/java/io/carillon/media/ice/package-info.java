/**
 * ICE as a lite agent (RFC 8445): the far end's checks are answered and its choice of a path is
 * kept.
 */
package io.carillon.media.ice;
