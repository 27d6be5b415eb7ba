/** H.323 calls as legs: taking, answering and ending them. */
package io.carillon.h323.call;
