/**
 * Aligned packed encoding rules (ITU-T X.691): types declared as values, read and written by the
 * same declaration.
 */
package io.carillon.h323.per;
