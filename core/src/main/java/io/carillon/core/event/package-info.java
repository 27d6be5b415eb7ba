/** Domain events and the bus that carries them. */
package io.carillon.core.event;
