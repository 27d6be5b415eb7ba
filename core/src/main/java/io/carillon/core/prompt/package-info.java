/** Recorded sounds by name. */
package io.carillon.core.prompt;
