/** SIP over TLS, TCP and UDP by Netty, under the JAIN-SIP stack. */
package io.carillon.sip.transport;
