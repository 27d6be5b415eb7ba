/** H.323 signalling: H.225.0, H.245 and the same dial-in as SIP's. */
package io.carillon.h323;
