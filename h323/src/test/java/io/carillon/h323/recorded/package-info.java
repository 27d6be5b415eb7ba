/** Bytes of other people's endpoints, as found in public captures. */
package io.carillon.h323.recorded;
