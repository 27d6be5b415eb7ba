/** Composition root of the server. */
package io.carillon.cli.serve;
