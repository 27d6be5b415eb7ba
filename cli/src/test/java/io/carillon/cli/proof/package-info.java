/** The main job proved from outside: real phones and tools against a real server process. */
package io.carillon.cli.proof;
