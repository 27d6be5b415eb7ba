/** Records kept on the disk, in order and bounded, until a far end has taken them. */
package io.carillon.core.spool;
