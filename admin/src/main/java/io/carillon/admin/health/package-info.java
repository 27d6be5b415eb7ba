/** What tells machines how the server does: /health and /metrics. */
package io.carillon.admin.health;
