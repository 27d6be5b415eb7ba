/** SIP calls as legs: answering, placing, changing and ending them. */
package io.carillon.sip.leg;
