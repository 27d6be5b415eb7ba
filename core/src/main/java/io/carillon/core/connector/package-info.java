/** Voice connectors (SIP trunks), their settings, groups and numbers. */
package io.carillon.core.connector;
