/** Event loops: threads that own UDP sockets and tick every 20 ms. */
package io.carillon.media.loop;
