/** Where calls of voice connectors go: pure decisions over what is set. */
package io.carillon.core.trunk;
