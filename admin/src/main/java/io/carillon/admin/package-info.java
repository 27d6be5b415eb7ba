/** HTTP: health, metrics and the operators' API. */
package io.carillon.admin;
