/** What goes on record: JSON-lines logs, events and call detail records, and the ports to them. */
package io.carillon.core.record;
