/**
 * Other people's programs as peers of our tests: phones, load, sniffers, and how audio is judged.
 */
package io.carillon.cli.peers;
