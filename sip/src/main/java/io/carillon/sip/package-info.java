/** SIP: transports, dialogs, SDP and the legs they make. */
package io.carillon.sip;
