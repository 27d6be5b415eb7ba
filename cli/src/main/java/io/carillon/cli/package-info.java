/** The carillon program: composition root and operator commands. */
package io.carillon.cli;
