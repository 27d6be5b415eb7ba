/** Logging that a hostile network cannot flood. */
package io.carillon.core.log;
