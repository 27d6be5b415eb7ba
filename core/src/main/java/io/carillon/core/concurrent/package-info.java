/** Serial execution and bounded queues in front of work that may block. */
package io.carillon.core.concurrent;
