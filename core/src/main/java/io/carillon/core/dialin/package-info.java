/** From an answered leg into its meeting: greeting, ID, passcode, waiting, keys. */
package io.carillon.core.dialin;
