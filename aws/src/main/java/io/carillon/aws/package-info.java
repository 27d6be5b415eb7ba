/** Adapters from core's ports to Amazon's services. */
package io.carillon.aws;
