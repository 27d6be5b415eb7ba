/**
 * Dialogs and the small state machines that live in one: session timer, offers, retransmissions.
 */
package io.carillon.sip.dialog;
