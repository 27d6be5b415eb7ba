/** What is measured of a leg, and the quality records made of it. */
package io.carillon.core.quality;
