/** Calls and legs: what signalling and media agree on. */
package io.carillon.core.call;
