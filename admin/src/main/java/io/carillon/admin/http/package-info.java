/** The HTTP server and its routing. */
package io.carillon.admin.http;
