/**
 * The domain: meetings, calls and legs, configuration, records and the ports to stores and sinks.
 * No network, no cloud.
 */
package io.carillon.core;
