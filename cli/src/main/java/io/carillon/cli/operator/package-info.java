/** Operator commands against a running server. */
package io.carillon.cli.operator;
