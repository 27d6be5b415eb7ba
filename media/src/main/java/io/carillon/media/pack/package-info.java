/** From PCM to payloads of the packet time agreed on. */
package io.carillon.media.pack;
