/** The API behind the operator commands. */
package io.carillon.admin.operator;
