/** What a call ending or failing means as a SIP status, Reason or Warning. */
package io.carillon.sip.status;
