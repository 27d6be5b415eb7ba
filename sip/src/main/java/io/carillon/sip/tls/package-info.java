/** TLS for SIP: PEM files, reload, and which suites are spoken. */
package io.carillon.sip.tls;
