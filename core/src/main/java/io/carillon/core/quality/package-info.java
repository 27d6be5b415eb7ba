/** What is measured of a leg. */
package io.carillon.core.quality;
