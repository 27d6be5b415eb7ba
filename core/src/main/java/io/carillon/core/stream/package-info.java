/** The port to where the audio of legs goes. */
package io.carillon.core.stream;
