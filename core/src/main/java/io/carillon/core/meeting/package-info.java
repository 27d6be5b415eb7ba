/** Meetings and their ports to the media plane. */
package io.carillon.core.meeting;
