/** A far end for tests that speaks HTTP and checks what it is sent. */
package io.carillon.aws.testkit;
