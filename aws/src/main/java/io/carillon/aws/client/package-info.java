/** How the services are reached and what their answers mean for a record. */
package io.carillon.aws.client;
