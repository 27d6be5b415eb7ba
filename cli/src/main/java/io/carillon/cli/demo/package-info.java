/** The demo: a server of its own, built-in devices that dial in, and what came of it. */
package io.carillon.cli.demo;
