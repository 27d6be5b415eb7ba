/**
 * Calls of carriers and voice connectors over SIP: who calls, what is decided, which routes answer.
 */
package io.carillon.sip.trunk;
