/** Starts the JAIN-SIP stack (parser, headers, transactions) on our own transports. */
package io.carillon.sip.stack;
