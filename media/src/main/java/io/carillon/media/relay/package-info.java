/** Two-party calls: packets passed from leg to leg, or sound where the legs differ. */
package io.carillon.media.relay;
