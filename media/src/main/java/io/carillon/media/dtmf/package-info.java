/** Keys pressed during a call: telephone-event packets (RFC 4733) and digits that come two ways. */
package io.carillon.media.dtmf;
