/** Meetings' mixes: everyone hears everyone else. */
package io.carillon.media.mix;
