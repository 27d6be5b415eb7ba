/** An H.323 endpoint for tests, and a log of what went over the wire. */
package io.carillon.h323.testkit;
