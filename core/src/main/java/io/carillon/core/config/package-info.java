/** Configuration: one schema for the file, the environment and the command line. */
package io.carillon.core.config;
