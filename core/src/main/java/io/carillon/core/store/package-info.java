/** The SQL store: an embedded H2 file in the data folder. */
package io.carillon.core.store;
