/**
 * Calls between two SIP parties: what is carried from one to the other, and one state machine for
 * both.
 */
package io.carillon.sip.bridge;
