/** The media plane, from socket to mixer. */
package io.carillon.media;
